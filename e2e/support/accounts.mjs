// Accounts of a test's own.
import { expect } from '@playwright/test';
import { person, PASSWORD } from './app.mjs';

// Made by the one administrator, given roles by the other; `roles` as the contract names them, alone or with
// the department they are held for.
export async function newAccount(request, username, roles) {
  const maker = await person(request, 'sysadmin');
  const { createAccount } = await maker.ask(`mutation($input: CreateAccountInput!) {
    createAccount(input: $input) { account { id } userErrors { code path } } }`,
  { input: { username, displayName: `试用 ${username}`, password: PASSWORD } });
  expect(createAccount.userErrors).toEqual([]);
  const giver = await person(request, 'secadmin');
  const { grantRoles } = await giver.ask(`mutation($input: GrantRolesInput!) {
    grantRoles(input: $input) { userErrors { code path } } }`,
  { input: { accountId: createAccount.account.id, roles: roles.map((role) => (typeof role === 'string' ? { role } : role)), reason: '测试' } });
  expect(grantRoles.userErrors).toEqual([]);
  return username;
}
