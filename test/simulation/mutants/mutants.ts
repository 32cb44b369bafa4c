/** One place of one file, before and after. */
interface Edit {
  file: string
  find: string
  replace: string
}

/** A fault that somebody could make. */
export interface Mutant {
  name: string
  /** The law that it breaks. */
  law: string
  edits: readonly Edit[]
}

const edit = (file: string, find: string, replace: string): Edit => ({ file, find, replace })
const pull = 'sync-server/sync/pull.ts'
const push = 'sync-server/sync/push.ts'
const judge = 'sync-server/sync/judge.ts'
const writer = 'sync-server/sync/tenant-writer.ts'
const people = 'sync-server/sync/tenant-people.ts'
const rebase = 'src-main/desk/rebase.ts'
const exchange = 'src-main/desk/exchange.ts'
const submit = 'src-main/desk/submit.ts'
const intake = 'src-main/desk/intake.ts'
const attention = 'sync-server/sync/attention.ts'
const slotReads = 'src-shared/modules/plant-slots/queries.ts'
const pageSubmit = 'src-renderer/desk/submit.ts'

/** The simulator must catch every one of them; otherwise it proves nothing about the code without them. */
export const mutants: readonly Mutant[] = [
  {
    name: 'sequence-number cursor',
    law: 'SY-4',
    edits: [
      edit(judge, 'turn.version += 1', '{ turn.version += 1; globalThis.handedOut = turn.version }'),
      edit(pull, 'return rows[0]?.version ?? 0', 'return Math.max(rows[0]?.version ?? 0, globalThis.handedOut ?? 0)'),
    ],
  },
  { name: 'no dedup', law: 'SY-1', edits: [edit(push, 'if (ours) {', 'if (false) {')] },
  {
    name: 'no tenant lock',
    law: 'SY-3',
    edits: [
      edit(writer, 'lockHead(db, tenantId), known', 'this.last ?? lockHead(db, tenantId), known'),
      edit(
        writer,
        'return [writingLog(chain(head, turn.log), turn.version), news]',
        'this.last = { ...chain(head, turn.log).head, version: turn.version }; return [writingLog(chain(head, turn.log), turn.version), news]',
      ),
    ],
  },
  {
    name: 'verdict before commit',
    law: 'SY-7',
    edits: [edit(writer, 'await job.run(turn)', 'await job.run(turn); job.resolve()')],
  },
  {
    name: 'undo log skipped',
    law: 'SY-6',
    edits: [edit(rebase, 'if (undone.length > 0) await', 'if (false) await')],
  },
  {
    name: 'cursor saved before rows',
    law: 'SY-5',
    edits: [
      edit(
        exchange,
        'await rebased(await rebase(',
        "await db.updateTable('desk_state').set({ cursor: JSON.stringify(cut.cursor) }).execute(); await rebased(await rebase(",
      ),
    ],
  },
  {
    name: 'journal after replica',
    law: 'SY-9',
    edits: [
      edit(pageSubmit, 'await journal.append(entry)', 'await 0'),
      edit(
        pageSubmit,
        'return deliver({ client, journal }, command)',
        'const told = await deliver({ client, journal }, command); await journal.append(entry); return told',
      ),
    ],
  },
  {
    name: 'scope not in cursor',
    law: 'SY-14',
    edits: [edit(pull, "return theirs.scope.rules === ours.scope.rules ? null : 'scope'", 'return null')],
  },
  {
    name: 'epoch ignored',
    law: 'SY-14',
    edits: [edit(pull, 'theirs.epoch !== ours.epoch || ', '')],
  },
  {
    name: 'tombstones dropped',
    law: 'SY-4',
    edits: [edit(pull, '(row === null ? [JSON.stringify(id)] : [])', '[]')],
  },
  {
    name: 'poke only',
    law: 'SY-4',
    edits: [edit('src-main/desk/sync-loop.ts', "if (end.kind === 'stuck') return", "if (end.kind !== 'wait') return")],
  },
  {
    name: 'push order reversed',
    law: 'SY-2',
    edits: [edit(exchange, 'batchOf(queue.map(pushedForm), limit)', 'batchOf(queue.map(pushedForm), limit).reverse()')],
  },
  {
    name: 'savepoint missing',
    law: 'SY-8',
    edits: [
      edit(
        judge,
        "result.done ? 'release savepoint command' : 'rollback to savepoint command'",
        "'release savepoint command'",
      ),
    ],
  },
  {
    name: 'skew unbounded',
    law: 'SY-15',
    edits: [edit(push, 'Math.min(new Date(command.at).getTime(), latest)', 'new Date(command.at).getTime()')],
  },
  {
    name: 'stale live query',
    law: 'section 3',
    edits: [edit('src-main/desk/questions.ts', 'holds && same?.next().value === true', 'holds')],
  },
  {
    name: 'snapshot without final pull',
    law: 'SY-5',
    edits: [
      edit(
        exchange,
        '  let cursor = start\n',
        '  let cursor = start\n  if (from) return take(parts, { cursor, delta, verdicts, processedSeq: state.processed_seq })\n',
      ),
    ],
  },
  {
    name: 'restore runs what is queued',
    law: 'SY-1',
    edits: [edit(intake, 'known !== null\n      if (known) return given(known)', 'known !== null')],
  },
  {
    name: 'rights of an earlier version',
    law: 'SY-12',
    edits: [
      edit(people, 'if (known?.version === version) return known.people', 'if (known) return known.people'),
      edit(judge, 'turn.people = new TenantPeople()', 'turn.version += 0'),
    ],
  },
  {
    name: 'dependents forgotten',
    law: 'SY-10',
    edits: [edit(rebase, 'dependentsOf(entry.id, links)', '[]')],
  },
  {
    name: 'refusal at the click forgotten',
    law: 'SY-9',
    edits: [edit(submit, 'if (!told) throw new TakeBack(result.rejection)', '')],
  },
  {
    name: 'log chained to itself',
    law: 'SY-13',
    edits: [edit('sync-server/sync/command-log.ts', 'const previous = hash\n', 'const previous = head.hash\n')],
  },
  {
    name: 'attention after the commit',
    law: 'DX-R7',
    edits: [
      edit(
        push,
        'await tellPeople(setting, turn, { each, entry, original })',
        'void setting.writers.run(turn.tenantId, (later) => tellPeople(setting, later, { each, entry, original }))',
      ),
    ],
  },
  {
    name: 'attention not folded in',
    law: 'DX-R7',
    edits: [edit(attention, 'if (cause) return say(', 'if (cause) return; if (cause) return say(')],
  },
  {
    name: 'undo of what was never done',
    law: 'DX-R15',
    edits: [edit('sync-server/sync/undoing.ts', "if (original.verdict === 'rejected') return", 'if (false) return')],
  },
  {
    name: 'withdrawn after it was sent',
    law: 'DX-R19',
    edits: [edit('src-main/desk/withdraw.ts', ".where('sent', '=', false)", '')],
  },
  {
    name: 'withdrawn and sent',
    law: 'DX-R19',
    edits: [
      edit(
        exchange,
        'const queue = await openQueue(transaction)',
        "const queue = (await openQueue(transaction)).map((row) => row.name === 'desk.withdraw' ? { ...row, id: row.input.commandId, name: row.input.name } : row)",
      ),
    ],
  },
  {
    name: 'slot given twice',
    law: 'no slot with two members',
    edits: [
      edit(
        'src-shared/modules/plant-slots/specific-rules.ts',
        "if (slot.status === 'allocated' || slot.status === 'occupied') return 'plant_slot_taken'",
        '',
      ),
    ],
  },
  {
    name: 'lease not counted',
    law: 'PL-R42',
    edits: [
      edit(
        slotReads,
        "const unleased = eb('s.lease_id', 'is', null)",
        "const unleased = eb('s.deleted_at', 'is', null)",
      ),
      edit(slotReads, 'and (s.lease_id is null or s.lease_id in', 'and (true or s.lease_id in'),
      edit('src-shared/modules/plant-slots/specific-rules.ts', "if (slot.leased) return 'plant_slot_leased'", ''),
    ],
  },
  {
    name: 'lease used after expiry',
    law: 'PL-R42',
    edits: [
      edit(
        'src-shared/modules/plant-slots/own-leases-query.ts',
        ".whereRef('s.allocated_at', '<=', 'c.expires_at')",
        '',
      ),
    ],
  },
  {
    name: 'hold_until ignored',
    law: 'PL-R42',
    edits: [
      edit('src-shared/modules/platform/queries.ts', ".where('hold_until', '<', at)", ".where('expires_at', '<', at)"),
    ],
  },
  {
    name: 'money taken twice',
    law: 'MB-R55',
    edits: [
      edit(
        'src-shared/modules/memberships/charge-rules.ts',
        "invoice_id === null && chargeSteps[state].settle !== 'no'",
        'invoice_id === null',
      ),
    ],
  },
  {
    name: 'freeze beyond its budget',
    law: 'MB-R42',
    edits: [
      edit(
        'src-shared/modules/memberships/freeze-rules.ts',
        'if (days > budget.left) return budgetRefusal(budget, request, days)',
        '',
      ),
    ],
  },
]
