// Files of firms as registers export them, with names and credit codes of their own.
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
export const HEADINGS = ['企业名称', '统一社会信用代码', '注册日期', '企业类型', '注册资金', '经营范围', '所在省份', '地区', '注册地址'];

// A credit code with its check character (GB 32100).
export function creditCode(first) {
  const sum = WEIGHTS.reduce((sum, weight, at) => sum + ALPHABET.indexOf(first[at]) * weight, 0);
  return first + ALPHABET[(31 - (sum % 31)) % 31];
}

export function wrongCode(code) {
  return code.slice(0, 17) + ALPHABET[(ALPHABET.indexOf(code[17]) + 1) % 31];
}

// Letters that nobody else has used.
export function mark() {
  return [...randomBytes(6)].map((byte) => ALPHABET[byte % 31]).join('');
}

// A number in three letters of credit codes.
function threeLetters(number) {
  return [961, 31, 1].map((weight) => ALPHABET[Math.floor(number / weight) % 31]).join('');
}

// Rows of new firms; `mark` keeps those of one test apart from all others.
export function firms(mark, count) {
  return Array.from({ length: count }, (_, index) => {
    const place = threeLetters(index + 1);
    return {
      企业名称: `舞钢市${mark}机械加工第${index + 1}厂`,
      统一社会信用代码: creditCode(`91410481${mark}${place}`),
      注册日期: '1998-04-20',
      企业类型: '有限责任公司(自然人独资)',
      注册资金: '24万人民币',
      经营范围: '机械加工.塑钢门窗.铝合金门窗*',
      所在省份: '河南',
      地区: '平顶山',
      注册地址: `舞钢市尹集镇${mark}路${index + 1}号`,
    };
  });
}

export function csv(rows, headings = HEADINGS) {
  return [headings, ...rows.map((row) => headings.map((name) => row[name]))].map((cells) => `${cells.join(',')}\r\n`).join('');
}

// Text as the old programs write it: the two-byte part of GB18030, read backwards from the decoder.
export function gb18030(text) {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  return Buffer.from([...text].flatMap((letter) => (letter < '\u0080' ? letter.charCodeAt(0) : codes.get(letter))));
}
