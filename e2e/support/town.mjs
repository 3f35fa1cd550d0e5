// What is to be found in the demo town: ids and names, asked for over the API.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { person } from './app.mjs';
import { todaysDoor } from './doors.mjs';
import { MADE } from './made.mjs';

const FOUND = new URL('../test-results/town/', import.meta.url);

// Kept for all workers: tests change the town while others run.
export async function keepTown(request) {
  await mkdir(FOUND, { recursive: true });
  await writeFile(new URL('found.json', FOUND), JSON.stringify(await findTown(request)));
}

export async function knownTown() {
  return JSON.parse(await readFile(new URL('found.json', FOUND), 'utf8'));
}

async function findTown(request) {
  const clerk = await person(request, 'scjg.clerk');
  const office = await person(request, 'office.clerk');
  const [plans, visits, registry, open] = [
    await clerk.ask(PLANS), await office.ask(VISITS), await clerk.ask(REGISTRY), await office.ask(OPEN),
  ];
  // What the draw picked is chance: some subjects have no credit code.
  const firm = open.publicResults.nodes.map((node) => node.subject).find((subject) => subject.uscc);
  const { subjectByCode: subject } = await clerk.ask(SUBJECT, { uscc: firm.uscc });
  const named = (year, title) =>
    plans.planLines.nodes.find((line) => line.plan.year === year && line.title.startsWith(title));
  const past = visits.past.nodes.find((visit) => visit.items.some((item) => item.result));
  const { visit: { id } } = await todaysDoor(request);
  const today = visits.today.nodes.find((visit) => visit.id === id);
  const leader = today.team.find((seat) => seat.leader).inspector;
  return {
    firm,
    subject,
    plan: plans.plans.find((plan) => plan.year === 2026),
    nextPlan: plans.plans.find((plan) => plan.year === 2027),
    drawnLine: named(2026, '餐饮服务'),
    draft: named(2027, '餐饮服务'),
    confirming: named(2027, '商场超市'),
    signing: named(2027, '旅馆业'),
    submitted: named(2027, '药品零售'),
    wave: open.publicWaves.nodes.find((wave) => wave.status === 'DRAWN'),
    waveId: visits.waves.nodes.find((wave) => wave.status === 'DRAWN').id,
    past,
    today,
    ownItem: today.items.find((item) => item.department.code === leader.code.split('-')[0]),
    inspector: leader.code.replace('-', '.i'),
    inspectorName: leader.name,
    item: registry.jointItems.nodes.find((item) => item.code === 'J09'),
    rule: registry.tagRules[0],
    data: dataOf({ plans, visits, registry, open, subject, made: MADE }),
  };
}

const PLANS = `{ plans { id title year filedOrgan filedNumber decisions { decidedBy reason } }
  planLines(first: 100) { nodes { id number title status plan { year } decisions { decidedBy reason } } } }`;
const VISIT = `id code opensDoor site { address subjects { id name } } team { leader inspector { code name certNo } }
  items { id department { code } item { name } subject { name } result { id } }`;
const VISITS = `{ past: visits(first: 20, filter: { statuses: [COMPLETED] }) { nodes { ${VISIT} } }
  today: visits(first: 20, filter: { statuses: [APPROVED], from: "2026-03-30", to: "2026-03-30" }) { nodes { ${VISIT} } }
  waves(first: 20) { nodes { id code title status } } }`;
const REGISTRY = `{ jointItems(first: 100) { nodes { id code name field subjectScope tag legalBases { title article }
    items { id code name department { code name } questions { text unit choices } } } }
  tagRules { id tag } tags { tag } departments { name } divisions { name } }`;
const SUBJECT = `query($uscc: String!) { subjectByCode(uscc: $uscc) { id name address businessScope companyType
  site { address subjects { name } } lastVisits { items { result { note } } } } }`;
const OPEN = `{ portal { demoAccounts { name } } publicResults(first: 20) { nodes { subject { uscc name } } }
  publicWaves(first: 20) { nodes { code title status beaconEvent attempts { beacon witnesses { name organisation } } } } }`;

// Every text of an answer: what may stand in Chinese on an English page, because it is data.
function dataOf(answers) {
  const found = new Set();
  const walk = (value) => {
    if (typeof value === 'string') found.add(value);
    else if (value && typeof value === 'object') Object.values(value).forEach(walk);
  };
  walk(answers);
  return [...found].filter((text) => /\p{Script=Han}/u.test(text)).sort((one, other) => other.length - one.length);
}
