// What the office does with lines and plans, over the API.
import { expect } from './app.mjs';

const line = (name, input) => `mutation($input: ${input}!) { ${name}(input: $input) {
  planLine { id revision status } userErrors { code path message } } }`;
const plan = (name, input) => `mutation($input: ${input}!) { ${name}(input: $input) {
  plan { id revision status } userErrors { code path message } } }`;

async function done(person, document, name, input) {
  const { [name]: payload } = await person.ask(document, { input });
  expect(payload.userErrors, name).toEqual([]);
  return payload.plan ?? payload.planLine;
}

export const lineStep = (person, name, input, type = 'LineStepInput') => done(person, line(name, type), name, input);
export const planStep = (person, name, input, type = 'PlanStepInput') => done(person, plan(name, type), name, input);

// The line as it stands now.
export async function lineNow(person, id) {
  const { planLine } = await person.ask('query($id: ID!) { planLine(id: $id) { id revision status } }', { id });
  return planLine;
}

// Reviewed by the clerk and approved by the head.
export async function approveLine(id, { officeClerk, officeHead }) {
  for (const [person, name] of [[officeClerk, 'reviewPlanLine'], [officeHead, 'approvePlanLine']]) {
    const { revision } = await lineNow(person, id);
    await lineStep(person, name, { id, revision, accept: true, reason: '' }, 'DecideLineInput');
  }
}

// Approved, filed with the government, published.
export async function publishPlan(found, { officeClerk, officeHead }) {
  const seen = ({ id, revision }) => ({ id, revision });
  let now = await planStep(officeHead, 'approvePlan', seen(found));
  const filing = { ...seen(now), organ: '市人民政府', number: '演练备案', on: '2026-03-27' };
  now = await planStep(officeClerk, 'filePlan', filing, 'FilePlanInput');
  return planStep(officeHead, 'publishPlan', seen(now));
}
