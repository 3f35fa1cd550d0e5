// Before all other tests of the town: what is in it.
import { test } from '../support/app.mjs';
import { keepTown } from '../support/town.mjs';

test('the demo town has what the screens show', async ({ request }) => keepTown(request));
