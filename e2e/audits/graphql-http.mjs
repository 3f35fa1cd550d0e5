// The GraphQL-over-HTTP audits of the npm package `graphql-http`, all 61, against a running server at the given address.
// Prints one line a failed audit and ends with `N passed, N failed`.
import { auditServer } from 'graphql-http';

const url = new URL('/graphql', process.argv[2]).href;
const results = await auditServer({ url });
const failed = results.filter((result) => result.status !== 'ok');
for (const result of failed) {
  console.error(`${result.status} ${result.id} ${result.name}: ${result.reason ?? ''}`);
}
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 && results.length >= 61 ? 0 : 1);
