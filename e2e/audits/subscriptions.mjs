// Subscriptions over graphql-transport-ws as the client `graphql-ws` speaks it, against a running server.
// Ends with `N passed, N failed`.
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const url = process.argv[2];
const socketUrl = `${url.replace('http', 'ws')}/graphql/ws`;
let [passed, failed] = [0, 0];

async function check(name, work) {
  try {
    await work();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${error.stack ?? error}`);
  }
}

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

async function login(username) {
  const response = await fetch(`${url}/api/session/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-OneDoor': '1' },
    body: JSON.stringify({ username, password: 'OneDoor-2026' }),
  });
  expect(response.ok, `log-in answered ${response.status}`);
  return (await response.json()).token;
}

async function query(token, document, variables) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document, variables }),
  });
  const answer = await response.json();
  expect(!answer.errors, JSON.stringify(answer.errors));
  return answer.data;
}

// A file of firms large enough that its import is seen at work.
function firms(count) {
  const rows = Array.from({ length: count }, (_, index) =>
    `舞钢市订阅试验店${index},,2020-01-01,个体工商户,N/A,日用百货零售,舞钢市垭口街道中心路${index}号`);
  return ['企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,注册地址', ...rows].join('\n');
}

async function startImport(token, count) {
  const upload = await fetch(`${url}/api/uploads?purpose=TABLE&name=firms.csv`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', Authorization: `Bearer ${token}` },
    body: firms(count),
  });
  expect(upload.status === 201, `upload answered ${upload.status}: ${await upload.clone().text()}`);
  const { id } = await upload.json();
  const data = await query(
    token,
    'mutation ($input: StartImportInput!) { startSubjectImport(input: $input) { job { id } userErrors { code } } }',
    { input: { uploadId: id, allowInvalidCodes: true } },
  );
  expect(data.startSubjectImport.job, JSON.stringify(data));
  return data.startSubjectImport.job.id;
}

const DOCUMENT = 'subscription ($id: ID!) { jobProgress(id: $id) { id status done total } }';

function follow(token, id, options = {}) {
  const client = createClient({
    url: socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: { token },
    retryAttempts: 0,
    ...options,
  });
  const events = [];
  const done = new Promise((resolve, reject) => {
    client.subscribe({ query: DOCUMENT, variables: { id } }, {
      next: (event) => events.push(event),
      error: reject,
      complete: () => resolve(events),
    });
  });
  return done.finally(() => client.dispose());
}

const CHANGED = 'subscription ($id: ID!) { planChanged(planId: $id) { act by department } }';
const PRESENCE = 'subscription ($id: ID!) { planPresence(planId: $id) { accountId department } }';

// Follows something until an event is what was waited for; `begun` is told the first event.
function until(token, document, variables, wanted, begun = () => {}) {
  const client = createClient({
    url: socketUrl, webSocketImpl: WebSocket, connectionParams: { token }, retryAttempts: 0,
  });
  let first = true;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('nothing came in time')), 15_000);
    client.subscribe({ query: document, variables }, {
      next: (event) => {
        if (event.errors) reject(new Error(JSON.stringify(event.errors)));
        if (first) begun(event.data);
        first = false;
        if (wanted(event.data)) {
          clearTimeout(late);
          resolve(event.data);
        }
      },
      error: reject,
      complete: () => reject(new Error('it ended')),
    });
  }).finally(() => client.dispose());
}

async function planOf(token) {
  const { plans } = await query(token, '{ plans { id year } }');
  return plans.sort((one, other) => other.year - one.year)[0].id;
}

// Code with which a raw socket is closed, after these messages were sent.
function closing(messages) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(socketUrl, 'graphql-transport-ws');
    socket.on('open', () => messages.forEach((message) => socket.send(JSON.stringify(message))));
    socket.on('close', (code) => resolve(code));
    socket.on('error', reject);
  });
}

await check('the progress of a job is told until it has ended', async () => {
  const token = await login('scjg.clerk');
  const id = await startImport(token, 3000);
  const events = await follow(token, id);
  const jobs = events.map((event) => event.data?.jobProgress);
  expect(jobs.length >= 2 && jobs.every(Boolean), JSON.stringify(events));
  expect(jobs.at(-1).status === 'DONE' && jobs.at(-1).done === 3000, JSON.stringify(jobs.at(-1)));
  expect(jobs.every((job, index) => index === 0 || job.done >= jobs[index - 1].done), 'progress went back');
});

await check('two who follow the same job both hear its end', async () => {
  const token = await login('scjg.clerk');
  const id = await startImport(token, 1000);
  const both = await Promise.all([follow(token, id), follow(token, id)]);
  both.forEach((events) => expect(events.at(-1).data.jobProgress.status === 'DONE', JSON.stringify(events)));
});

await check("somebody else's job looks like none", async () => {
  const id = await startImport(await login('scjg.clerk'), 1);
  const events = await follow(await login('xfj.clerk'), id).catch((error) => error);
  const codes = JSON.stringify(events);
  expect(codes.includes('NOT_FOUND'), codes);
});

await check('what one does to a plan is told to the others', async () => {
  const [clerk, partner] = [await login('scjg.clerk'), await login('xfj.clerk')];
  const id = await planOf(clerk);
  const say = 'mutation ($input: WritePlanCommentInput!) { writePlanComment(input: $input) { comment { id } } }';
  const write = () => query(clerk, say, { input: { planId: id, text: '订阅试验' } });
  let written;
  const told = await until(partner, CHANGED, { id }, ({ planChanged }) => written && planChanged.act === 'COMMENT',
    () => { written = write(); });
  expect(told.planChanged.department.includes('市场监督管理局'), JSON.stringify(told));
  const { writePlanComment } = await written;
  const takeBack = 'mutation ($input: TakeBackPlanCommentInput!) { takeBackPlanComment(input: $input) { comment { id } } }';
  await query(clerk, takeBack, { input: { id: writePlanComment.comment.id } });
});

await check('who has a plan open is seen, and no longer once they have left', async () => {
  const [clerk, partner] = [await login('scjg.clerk'), await login('xfj.clerk')];
  const id = await planOf(clerk);
  const fire = (data) => data.planPresence.filter((one) => one.department?.includes('消防')).length;
  let came;
  await until(clerk, PRESENCE, { id }, (data) => fire(data) === 1,
    () => { came = until(partner, PRESENCE, { id }, (data) => data.planPresence.length === 2); });
  await came;
  await until(clerk, PRESENCE, { id }, (data) => fire(data) === 0);
});

await check('whoever may not read plans hears nothing of them', async () => {
  const id = await planOf(await login('scjg.clerk'));
  const answer = await until(await login('expert.01'), CHANGED, { id }, () => true).catch((error) => error);
  expect(String(answer.message ?? JSON.stringify(answer)).includes('FORBIDDEN'), JSON.stringify(answer));
});

await check('ping is answered', async () => {
  const token = await login('scjg.clerk');
  const answer = await new Promise((resolve, reject) => {
    const socket = new WebSocket(socketUrl, 'graphql-transport-ws');
    const send = (message) => socket.send(JSON.stringify(message));
    socket.on('open', () => send({ type: 'connection_init', payload: { token } }));
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (message.type === 'connection_ack') send({ type: 'ping' });
      if (message.type === 'pong') {
        socket.close();
        resolve(message.type);
      }
    });
    socket.on('error', reject);
  });
  expect(answer === 'pong', answer);
});

await check('without a good token the socket closes with 4403', async () => {
  const code = await closing([{ type: 'connection_init', payload: { token: 'nonsense' } }]);
  expect(code === 4403, `closed with ${code}`);
});

await check('subscribing before the introduction closes with 4401', async () => {
  const code = await closing([{ id: '1', type: 'subscribe', payload: { query: DOCUMENT, variables: { id: 'job_0' } } }]);
  expect(code === 4401, `closed with ${code}`);
});

await check('who does not introduce themselves is sent away with 4408', async () => {
  const code = await closing([]);
  expect(code === 4408, `closed with ${code}`);
});

await check('an ended session ends its subscriptions with 4403', async () => {
  const token = await login('xfj.head');
  const code = await new Promise((resolve, reject) => {
    const socket = new WebSocket(socketUrl, 'graphql-transport-ws');
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token } })));
    socket.on('message', async (data) => {
      if (JSON.parse(data).type === 'connection_ack') {
        await query(token, 'mutation { endSessions(input: {}) { ended } }').catch(reject);
      }
    });
    socket.on('close', (code) => resolve(code));
    socket.on('error', reject);
  });
  expect(code === 4403, `closed with ${code}`);
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
