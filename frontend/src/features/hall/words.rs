//! Words of the hall.

use crate::texts;

texts! {
    HALL = "抽取现场", "The draw, live";
    NO_WAVE = "没有这个抽取批次", "No such draw";
    TO_PUBLIC = "返回公示", "To the public page";
    NTH = "第 {0} 次抽取", "Attempt {0}";
    // The bar
    EARLIER = "上一幕", "Back";
    LATER = "下一幕", "On";
    HOLD = "停在此幕", "Stay here";
    FOLLOW = "跟随现场", "Follow";
    KEYS = "← → 翻看，空格停留或跟随", "← → to look back, space to stay or follow";
    SCENE_OF = "{0} / {1}", "{0} of {1}";
    // Plan
    SCENE_PLAN = "抽什么", "What is drawn";
    TASKS_COUNT = "{0} 项任务", "{0} tasks";
    DEPARTMENTS_COUNT = "{0} 个部门", "{0} departments";
    BEFORE_FREEZE = "名单冻结后公布每项任务的名单户数与抽取户数", "Doors and quotas are published when the frame is frozen";
    QUOTA_OF = "{0} 户中抽 {1} 户", "{1} of {0} doors";
    LEFT_OUT = "按规则未列入 {0} 户", "{0} doors left out by rule";
    SCAN = "扫码在手机上同步观看", "Follow on your phone";
    // Commit
    SCENE_COMMIT = "见证人承诺", "Witnesses commit";
    COMMIT_TEXT = "每位见证人在自己的设备上生成一个随机数，先公布它的指纹。", "Each witness makes a random number on a device of their own and publishes its fingerprint first.";
    COMMITTED = "已承诺", "Committed";
    OPENED = "已就座", "Seated";
    NOT_YET = "等候", "Waiting";
    FREEZING = "正在冻结名单……", "Freezing the frame…";
    // Frame
    SCENE_FRAME = "名单冻结", "The frame is frozen";
    DOORS_IN_FRAME = "扇门在名单里", "doors are in the frame";
    FRAME_TEXT = "名单的指纹（根值）。从此一扇门也不能增减，改动任何一处，指纹就对不上。", "The fingerprint of the list. From now on no door comes or goes: any change gives another fingerprint.";
    // Beacon
    SCENE_COUNTDOWN = "等候公共随机源", "Waiting for the beacon";
    COUNTDOWN_TEXT = "开奖之前，谁也不知道结果：名单和承诺都已公布。", "Nobody knows what will come: frame and commitments are published already.";
    PLANNED_AT = "预定 {0}（北京时间）", "Planned for {0} (Beijing time)";
    NOT_PLANNED = "未预告时间，公布后即录入", "No time was announced; it is recorded once published";
    DUE = "时间已到，等候公布", "It is time; waiting for the announcement";
    SERVER_TIME = "服务器时间 {0}", "Server's time {0}";
    DEVICE_OFF = "本机时钟与服务器相差 {0} 秒，已按服务器时间显示", "This device's clock is {0} seconds off; the server's time is shown";
    SCENE_BEACON = "公共随机源已公布", "The beacon";
    BEACON_TEXT = "逐字录入，此后不可更改。", "Recorded letter by letter, and never changed.";
    CODE_POINTS = "含有不常见的字符，逐字码位", "There are unusual characters; their code points";
    // Reveal
    SCENE_REVEAL = "见证人揭示", "Witnesses reveal";
    REVEAL_TEXT = "亮出各自的随机数，与先前公布的指纹核对。", "Each shows the number, which must fit the fingerprint.";
    REVEALED = "已揭示", "Revealed";
    REVEAL_LEFT = "揭示期限还剩 {0}，逾期未揭示则本次作废", "{0} left to reveal; then the attempt is void";
    REVEAL_OVER = "揭示期限已过", "The time to reveal is over";
    // Draw
    SCENE_DRAW = "抽取", "The draw";
    RUNNING = "正在抽取……", "Drawing…";
    READY = "各方已揭示，等候启动抽取", "All have revealed; waiting for the draw";
    DREW = "已抽取", "Drawn";
    DRAW_TEXT = "密钥由名单、随机源和各方随机数共同决定，少一样都算不出。", "The key comes from the frame, the beacon and every number: without any of them there is none.";
    // Results
    CHECKS_OF = "{0}：抽取 {1} 户", "{0}: {1} doors";
    SEALED = "名单依规封存至检查结束，指纹已公布。", "The list is sealed until the checks are done; its fingerprint is published.";
    SCENE_DOORS = "一起抽，少进门", "Drawn together, fewer doors";
    DOORS_SPARED = "少进 {0} 次门", "{0} doors spared";
    TOGETHER = "一起抽", "Together";
    APART = "各抽各的", "Apart";
    BOUND = "平均下限", "Lower bound on average";
    SCENE_RECORD = "记录在案，人人可验", "On record, for anybody to check";
    ROOT = "名单根值", "Root of the frame";
    SEED = "抽取密钥", "Key of the draw";
    BUNDLE = "抽取文件哈希", "Hash of the draw's file";
    LEDGER = "抽取台账（{0} 步）末端哈希", "End of the ledger ({0} steps)";
    VERIFY = "核验这次抽取", "Check this draw";
    LEDGER_BROKEN = "台账核对不符：{0}", "The ledger does not hold: {0}";
    // Void
    SCENE_VOID = "本次抽取作废", "This attempt is void";
    VOID_TEXT = "作废的一次永远留在记录中，下一次须全部重新承诺。", "A void attempt stays on record for ever; the next one begins with new commitments.";
    VOID_AT = "{0} 作废", "Void since {0}";
    VOID_BEFORE = "第 {0} 次作废：{1}", "Attempt {0} is void: {1}";
}
