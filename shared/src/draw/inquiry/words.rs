//! What each check does, in plain words.

use super::super::verify::Check;
use crate::Lang;

/// A check explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// What goes in.
    pub input: &'static str,
    /// What is computed.
    pub work: &'static str,
    /// How it compares, and what that proves.
    pub proof: &'static str,
}

const fn words(input: &'static str, work: &'static str, proof: &'static str) -> Words {
    Words { input, work, proof }
}

impl Check {
    /// What goes in, what is computed, what it proves.
    pub const fn explained(self, lang: Lang) -> Words {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }

    const fn in_chinese(self) -> Words {
        match self {
            Self::Header => words(
                "文件全文与所附签名。",
                "用文件里的公钥检验签名（Ed25519），并核对格式与算法的名称。",
                "签名之后，文件没有被改动过一个字。",
            ),
            Self::Frame => words(
                "名单里的每一扇门和它所属的任务与分层。",
                "每扇门算出一个“指纹”，两两合并，直到只剩一个根值。",
                "根值与抽取之前公布的相同：名单没有增、减、换。",
            ),
            Self::Commitments => words(
                "每位见证人事后公开的随机数。",
                "由随机数重新算出承诺值。",
                "与事先公布的承诺值相同：没有人事后改数。",
            ),
            Self::Key => words(
                "名单根值、公开事件的结果、全部见证人的随机数。",
                "按公布的写法排成一段文字，算出它的杂凑值，就是密钥。",
                "密钥相同：它由大家共同决定，谁也不能单独左右。",
            ),
            Self::Examples => words(
                "密钥、几扇门的编号、所附的入册证明。",
                "重新算出这几扇门的随机数，并沿证明一步步算到根值。",
                "随机数与位置相同：任何一家都能这样查自己是否在名单里。",
            ),
            Self::Result => words(
                "密钥、名单、各任务的比例与取整规则。",
                "每扇门由密钥得到一个随机数，每个分层按随机数从小到大取够名额。",
                "抽中的门与候补逐一相同：没有人工挑选。",
            ),
            Self::Officers => words(
                "密钥、每次检查的席位、公布的可派人员名单。",
                "重新安排：先使空缺最少，再使任务最均，最后由随机数决定。",
                "每个检查组、每位组长都相同：派谁去也不是人定的。",
            ),
        }
    }

    const fn in_english(self) -> Words {
        match self {
            Self::Header => words(
                "The whole file and its signature.",
                "The signature is checked with the public key in the file (Ed25519), and the names of form and algorithm.",
                "Not a letter was changed after it was signed.",
            ),
            Self::Frame => words(
                "Every door of the frame with its tasks and strata.",
                "Every door gets a fingerprint; they are joined two by two until one root is left.",
                "It is the root published before the draw: nothing was added, removed or replaced.",
            ),
            Self::Commitments => words(
                "The random number every witness revealed.",
                "The commitment is computed from it again.",
                "It is the commitment published beforehand: nobody changed theirs afterwards.",
            ),
            Self::Key => words(
                "The root, the outcome of the public event, all witnesses' random numbers.",
                "They are written one after the other as published; the hash of that text is the key.",
                "It is the same key: all of them make it, and nobody alone can steer it.",
            ),
            Self::Examples => words(
                "The key, the codes of a few doors, and a proof of inclusion.",
                "The numbers of these doors are computed again, and the proof is followed up to the root.",
                "Numbers and position are the same: any firm can look itself up this way.",
            ),
            Self::Result => words(
                "The key, the frame, ratios and rounding of every task.",
                "The key gives every door a number; every stratum takes its quota from the smallest.",
                "Drawn and reserve doors are the same, one by one: nobody picked by hand.",
            ),
            Self::Officers => words(
                "The key, the seats of every visit, the published lists of those who may go.",
                "Assigned again: as few vacancies as possible, then even work, then the random numbers decide.",
                "Every team and every leader is the same: nobody chose who goes either.",
            ),
        }
    }
}
