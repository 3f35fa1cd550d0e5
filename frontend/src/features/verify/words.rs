//! Words of the verifier's pages.

use crate::texts;

texts! {
    DRAWS = "抽取", "Draws";
    VERIFY = "核验抽取文件", "Check a file of a draw";
    VERIFY_NOTE = "把下载的抽取文件拖到这里，您的设备会从头重新计算一遍。文件不会上传。", "Drop a downloaded file here, and your device computes the draw again from the beginning. The file is not uploaded.";
    ANY_FILE = "选一份抽取文件", "Choose a file of a draw";
    TRUST_TITLE = "不信本站的程序？", "You do not trust this program?";
    TRUST_TEXT = "可以用命令 onedoor verify-draw 核验，也可以照着一页说明自己写一个核验程序。", "Check with the command onedoor verify-draw, or write a verifier of your own from one page.";
    SCHEMA = "文件格式（JSON Schema）", "Form of the file (JSON Schema)";
    KEYS = "本站签名公钥", "This portal's keys";
    RECIPE = "自己写一个核验程序", "Write your own verifier";
    RECIPE_NOTE = "只凭这一页和公开的抽取文件，任何人都能写出核验程序，算出同样的字节。", "From this page and the published file alone anybody can write a verifier and get the same bytes.";
    NOTATION = "记号：‖ 为首尾相接；文本用 UTF-8；hex 用小写；H 为 SHA-256 或 SM3（见 algorithm），HMAC 用同一算法；编号一律按字节排序。", "Notation: ‖ joins bytes; text is UTF-8; hex is lower case; H is SHA-256 or SM3 (see algorithm), HMAC goes with it; identifiers are ordered by bytes.";
    FILE_TITLE = "文件与签名", "File and signature";
    FILE_TEXT = "文件必须是规范 JSON（RFC 8785）：成员排序、没有空白、不重名、只有整数。去掉 signature 之后的规范文本，就是签名的内容。公钥须在本站公布的公钥之中。", "The file is canonical JSON (RFC 8785): members sorted, no white space, no name twice, integers only. What is signed is the canonical text without signature. The key must be among those this portal publishes.";
    FRAME_TITLE = "名单根值", "Root of the frame";
    FRAME_TEXT = "frame 里每扇门一片叶，按门的编号排序，按 RFC 9162 合成默克尔树。每扇门的 cells 排好序，每个任务至多一个。", "Every door of frame is a leaf, in the order of their identifiers; they make the Merkle tree of RFC 9162. The cells of a door are sorted, at most one a task.";
    COMMIT_TITLE = "见证人承诺", "Commitments";
    COMMIT_TEXT = "commitments 与 nonces 的见证人必须相同，每个随机数都与承诺值相符。", "The witnesses of commitments and nonces are the same, and every nonce fits its commitment.";
    KEY_TITLE = "密钥", "Key";
    KEY_TEXT = "hash 写作 sha256 或 sm3，attempt 为十进制，见证人按编号排序。", "hash is written sha256 or sm3, attempt in decimals, witnesses in the order of their identifiers.";
    NUMBER_TITLE = "每扇门的随机数", "A number for every door";
    NUMBER_TEXT = "32 字节，按字节比较。只取决于密钥和门的编号。", "32 bytes, compared as bytes. It depends on the key and the door alone.";
    TURN_TITLE = "轮换批次的随机数", "Numbers in a series that turns";
    TURN_TEXT = "只有写明 turn 的批次才做这一步。first 是这一系列第一批的密钥，before 是此前累计转过的量（16 位十六进制）。取得上一批的文件后再核对：previous_hash 是该文件的 SHA-256，series、first 与上一批相同（上一批若是第一批，则为它的 wave、seed），before 等于上一批的 turned（第一批为 0）。", "Only where there is a turn. first is the key of the series' first wave, before what has been turned so far (16 hex digits). With the file of the wave before: previous_hash is its SHA-256, series and first are its own (of a first wave its wave and seed), before is its turned (0 of a first wave).";
    SELECT_TITLE = "抽取", "Selection";
    SELECT_TEXT = "srs：每个分层按（随机数，编号）排序，取前 quota 个，其后 reserve 个为候补。pareto：整个任务取一次，quota 由 Σ bp 取整；bp ≥ 10000 的先取，为 0 的不取，其余按（ξ，编号）取最小。batch_order：全部按（随机数，编号）排序，切成相差至多一个的批，大的在前。cells：各分层的 quota 与 srs 相同，同法任务合在一起抽取，步骤见 draw_cells.py。sites_drawn 是 selected 的并集。", "srs: order a stratum by (number, site), take the first quota; the next reserve are the reserve. pareto: once for the task, its quota rounded from Σ bp; bp ≥ 10000 comes first, 0 is left out, of the others the smallest (ξ, site). batch_order: all by (number, site), cut into batches that differ by at most one, larger first. cells: quotas as in srs, all its tasks drawn together, step by step as in draw_cells.py. sites_drawn joins all selected.";
    SEATS_TITLE = "执法人员", "Officers";
    SEATS_TEXT = "每个部门的 assigned 必须是最优解：先空缺最少，再任务最均，最后随机数之和最小。不必求解，只要检查残量图里没有负环。组长是牵头部门（第一个任务的第一个部门）中随机数最小的人。", "assigned of every department is the optimum: fewest vacancies, then the most even load, then the smallest sum of costs. It need not be solved: look for a negative cycle in the residual graph. The leader is the member of the leading department (the first of the first task) with the smallest cost.";
    EXAMPLE_TITLE = "一个例子", "An example";
    EXAMPLE_TEXT = "照这一页写成的 Python 程序，只用标准库，四百行左右。它不是我们的核验程序，却必须得出同样的结论。", "A program in Python written from this page, with the standard library only, in some four hundred lines. It is not our verifier, and must come to the same verdict.";
    PYTHON = "下载 verify.py", "Download verify.py";
    PYTHON_CELLS = "下载 draw_cells.py（合并开门抽取用）", "Download draw_cells.py (for shared doors)";
}
