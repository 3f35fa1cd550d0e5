// Names that tests give to things everybody sees. Other tests may meet them, on English pages too.
export const DRILL = '见证演练';

export const ONE_TRADE = '餐饮同批抽查';

export const MADE = [DRILL, ONE_TRADE];
