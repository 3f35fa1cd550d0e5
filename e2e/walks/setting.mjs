// An installation for the whole prefecture with its real firms: tables written from the published ones, imported
// on the command line as an operator would, accounts made the same way.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const PASSWORD = 'OneDoor-2026';
export const DIVISION = '410400';
// Counties and districts of 平顶山 (GB/T 2260).
const COUNTIES = [
  ['410402', '新华区'], ['410403', '卫东区'], ['410404', '石龙区'], ['410411', '湛河区'], ['410421', '宝丰县'],
  ['410422', '叶县'], ['410423', '鲁山县'], ['410425', '郏县'], ['410481', '舞钢市'], ['410482', '汝州市'],
];
const OFFICERS = 12;

const rows = (file) => readFileSync(file, 'utf8').trim().split('\n').map((line) => line.split(','));

export function readTables(data) {
  const [, ...departments] = rows(join(data, 'departments.csv'));
  const [, ...items] = rows(join(data, 'joint_items.csv'));
  return {
    departments: departments.map(([code, name, role]) => ({
      code, role, name: name.replace('舞钢分局', '').replace('舞钢市', '平顶山市'),
    })),
    items: items.map((cells) => ({
      code: cells[0], field: cells[1], name: cells[2], cap: Number(cells[5] || 100), lead: cells[6],
      partners: cells[7].split(';').filter(Boolean), method: cells[8], tag: cells[10].trim(),
    })),
  };
}

// Fills a new data folder; gives what the import of the firms said.
export function prepare({ program, data, folder }) {
  mkdirSync(folder, { recursive: true });
  const { departments, items } = readTables(data);
  const onedoor = (args, input) => execFileSync(
    program, ['--division', DIVISION, '--data-dir', folder, ...args],
    { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] },
  ).trim();
  const table = (name, lines) => {
    const file = join(folder, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };
  onedoor(['import', 'divisions', table('divisions.csv', [
    'code,name,parent', '410000,河南省,', '410400,平顶山市,410000',
    ...COUNTIES.map(([code, name]) => `${code},${name},410400`),
  ])]);
  onedoor(['import', 'departments', table('departments.csv', [
    'code,name,role_in_notice', ...departments.map(({ code, name, role }) => `${code},${name},${role}`),
  ])]);
  onedoor(['import', 'items', join(data, 'joint_items.csv'), '--publish']);
  const officers = departments.flatMap(({ code, name }, place) => Array.from({ length: OFFICERS }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const certificate = `410400${String(place * 100 + index + 1).padStart(4, '0')}`;
    return `${code}-${number},${name}执法人员${number},${code},${certificate},2024-01-01,2029-12-31`;
  }));
  onedoor(['import', 'inspectors', table('inspectors.csv', [
    'code,name,department,cert_no,cert_valid_from,cert_valid_to', ...officers,
  ])]);
  const counts = JSON.parse(onedoor(['import', 'subjects', join(data, 'subjects_pingdingshan.csv')]));
  const user = (name, shown, role, department = []) =>
    onedoor(['create-user', name, '--display-name', shown, '--role', role, ...department], `${PASSWORD}\n`);
  user('office.clerk', '联席办经办人', 'OFFICE_CLERK');
  user('office.head', '联席办负责人', 'OFFICE_HEAD');
  for (const { code, name } of departments) {
    user(`${code}.clerk`, `${name}经办人`, 'DEPARTMENT_CLERK', ['--department', code]);
    user(`${code}.head`, `${name}负责人`, 'DEPARTMENT_HEAD', ['--department', code]);
  }
  return { counts, departments, items };
}

// Starts the server and waits until it answers.
export async function serve({ program, folder, port }) {
  const listen = `127.0.0.1:${port}`;
  const args = ['--division', DIVISION, '--data-dir', folder, 'serve', '--listen', listen];
  const server = spawn(program, args, { stdio: 'ignore' });
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const answer = await fetch(`http://${listen}/readyz`).catch(() => null);
    if (answer?.ok) return { server, address: `http://${listen}` };
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  server.kill();
  throw new Error('the server did not start');
}
