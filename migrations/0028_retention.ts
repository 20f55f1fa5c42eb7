import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** When an unfinished registration was last answered, when somebody last wrote, and whether they only looked in. */
const columns = `
alter table registrations add column changed_at bigint not null default 0;
alter table users add column seen_at bigint not null default 0;
alter table users add column joined_at bigint;
alter table carts add column has_lines integer not null default 1`

/** Everybody whom a row of business names, whether the database holds the reference or not. */
const joined = `
update users set joined_at = created_at where id in (
  select user_id from members union select added_by from members
  union select user_id from staff union select given_by from staff
  union select manager_id from companies union select approved_by from companies
  union select refused_by from registrations union select invited_by from registrations
  union select created_by from invitations union select imported_by from imports
  union select user_id from offered_lists union select user_id from quick_orders
  union select user_id from carts union select saved_by from saved_lists
  union select saved_by from saved_selections union select shared_by from shared_selections
  union select created_by from invoices union select cancelled_by from invoices
  union select reserved_by from reservations union select released_by from reservations
  union select asked_by from extensions union select decided_by from extensions
  union select claimed_by from claims union select decided_by from claims
  union select held_by from holds union select recorded_by from payments
  union select user_id from shipment_drafts union select filed_by from shipments
  union select by from shipment_events union select user_id from audit_trail)`

const oldestFirst = `
create index registrations_refused on registrations (refused_at) where refused_at is not null;
create index registrations_unfinished on registrations (changed_at) where submitted_at is null and refused_at is null;
create index users_visitors on users (seen_at) where joined_at is null;
create index carts_closed on carts (closed_at) where closed_at is not null and has_lines = 1;
create index shipment_drafts_unfiled on shipment_drafts (created_at) where filed_at is null;
create index conversation_states_updated on conversation_states (updated_at);
create index operations_at on operations (at)`

/** Without these, every person who is deleted is looked for in the whole of each table that refers to people. */
const references = `
create index companies_manager on companies (manager_id);
create index companies_approved_by on companies (approved_by);
create index invitations_created_by on invitations (created_by);
create index carts_user on carts (user_id);
create index saved_lists_saved_by on saved_lists (saved_by);
create index saved_selections_saved_by on saved_selections (saved_by);
create index invoices_created_by on invoices (created_by);
create index reservations_reserved_by on reservations (reserved_by);
create index extensions_asked_by on extensions (asked_by);
create index claims_claimed_by on claims (claimed_by);
create index holds_held_by on holds (held_by);
create index shipment_drafts_user on shipment_drafts (user_id);
create index shipments_filed_by on shipments (filed_by);
create index stock_watches_user on stock_watches (user_id);
create index outbox_user on outbox (user_id)`

/** What nobody knows the age of counts from now: nothing is deleted only because the database was brought up to date. */
export async function up(db: Kysely<never>): Promise<void> {
  const now = Date.now()
  await run(db, columns)
  await run(db, `update registrations set changed_at = ${now}; update users set seen_at = ${now}`)
  for (const statements of [joined, oldestFirst, references]) await run(db, statements)
}
