// Visits for tests that change them: each test takes doors that no other takes.
import { expect, person } from './app.mjs';

const VISITS = `{ visits(first: 200) {
  nodes { id code status opensDoor firstDay departments { department { id code } approvedAt } team { leader inspector { code } department { code } }
    items { id department { code } item { name questions { id kind text required choices } } subject { id name } } } } }`;

const APPROVE = 'mutation($input: ApproveVisitsInput!) { approveVisits(input: $input) { userErrors { code } } }';

// How many tests share the doors.
const SHARES = 4;

// Doors, each with a department that has a question to be answered with yes or no, an officer of it and a
// colleague. Always the same ones in the same order, whatever has become of them meanwhile.
async function doors(request) {
  const office = await person(request, 'office.clerk');
  const { nodes } = (await office.ask(VISITS)).visits;
  const open = nodes.filter((visit) => visit.opensDoor);
  return open.sort((one, other) => one.code.localeCompare(other.code)).map(withOfficers).filter(Boolean);
}

function withOfficers(visit) {
  for (const item of visit.items) {
    const team = visit.team.filter((seat) => seat.department.code === item.department.code);
    const question = item.item.questions.find((one) => one.kind === 'YES_NO');
    if (question && team.length > 1) {
      const [officer, colleague] = team.map((seat) => seat.inspector.code.replace('-', '.i'));
      return { visit, item, question, officer, colleague };
    }
  }
  return undefined;
}

const isToday = ({ visit }) => visit.firstDay === '2026-03-30' && visit.status === 'APPROVED';

// A door of today, to be looked at: nobody arrives at it, so it is the first as long as tests run.
export async function todaysDoor(request) {
  return (await doors(request)).find(isToday);
}

// A door that nobody has arrived at, of a test's own; `share` is the test's number.
export async function ownDoor(request, share) {
  const all = await doors(request);
  const kept = all.find(isToday);
  const mine = all.filter((door, at) => at % SHARES === share && door !== kept);
  const door = mine.find((one) => one.visit.status === 'APPROVED');
  if (door) return door;
  const planned = mine.find((one) => one.visit.status === 'PLANNED');
  if (!planned) throw new Error(`no door left for share ${share}`);
  return approved(request, planned);
}

// The draw of the town is a new one each time, and a share may hold no door that its heads have approved.
async function approved(request, door) {
  for (const { department, approvedAt } of door.visit.departments) {
    if (!approvedAt) {
      const head = await person(request, `${department.code}.head`);
      const { approveVisits } = await head.ask(APPROVE, { input: { departmentId: department.id, visitIds: [door.visit.id] } });
      expect(approveVisits.userErrors).toEqual([]);
    }
  }
  return door;
}

// What the server has of an item.
export async function answersOf(request, username, item) {
  const officer = await person(request, username);
  const { visit } = await officer.ask(`query($id: ID!) { visit(id: $id) { status items { id state
    answers { questionId yes text answeredBy } result { code } } } }`, { id: item.visitId });
  return { status: visit.status, ...visit.items.find((one) => one.id === item.id) };
}
