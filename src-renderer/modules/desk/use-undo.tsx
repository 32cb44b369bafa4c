import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useShortcut } from '../../app/use-shortcut.ts'
import { useTakeBack } from '../../desk/hooks.tsx'
import type { Turned } from '../../desk/take-back.ts'
import type { UndoStep } from '../../journal/undo-steps.ts'
import { Keys } from '../../kit/keys.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import { commandWords } from './command-words.ts'
import { aboutEntry, EntrySubject } from './entry-subject.tsx'
import { ReceiptToast } from './receipt-toast.tsx'
import classes from './use-undo.module.css'
import { refusalOf } from './use-ways.ts'

/** Long enough to read it and to take the way back (ms). */
const shownFor = 7000

/**
 * Ctrl+Z takes back this person's last command, Ctrl+Shift+Z does it again (DX-R13, R16). In a field they are the
 * field's own.
 */
export function useUndoKeys(): void {
  const { undo, redo } = useUndo()
  useShortcut('undo', () => void undo())
  useShortcut('redo', () => void redo())
}

/** What can be taken back and done again, and how. What was done says so, and what could not be says why. */
function useUndo() {
  const { back, again, takeBack } = useTakeBack()
  return {
    back,
    again,
    undo: async () => {
      if (!back) return show('undo', <NothingBack />)
      const again = () => void takeBack.redo().then((turned) => tell('undo.repeated', turned))
      tell('undo.several', await takeBack.undo(back), again)
    },
    redo: async () => {
      if (again) tell('undo.repeated', await takeBack.redo())
    },
  }
}

const show = (id: string, message: React.ReactNode) =>
  notifications.show({ id, message, autoClose: shownFor, role: 'status' })

/** What happened to several at once. */
type Did = 'undo.several' | 'undo.repeated'

/** One toast for what was done and one for what could not be, however much it was (DX-R18). */
function tell(did: Did, turned: readonly Turned[], again?: () => void): void {
  const done = turned.filter(({ answer }) => refusalOf(answer) === null)
  const [first] = done
  if (first) {
    const many = <Several did={did} count={done.length} />
    show(first.answer.id, done.length === 1 ? <ReceiptToast entryId={first.answer.id} onAgain={again} /> : many)
  }
  const refused = turned.filter((each) => !done.includes(each))
  const [one] = refused
  if (one) show(one.answer.id, <NotTurned refused={refused} />)
}

function NothingBack() {
  return useTranslation().t('undo.nothing')
}

function Several({ did, count }: { did: Did; count: number }) {
  return useTranslation().t(did, { count })
}

function NotTurned({ refused }: { refused: readonly Turned[] }) {
  return (
    <ul className={classes.list}>
      {refused.map(({ entry, answer }) => {
        const why = refusalOf(answer)
        return (
          <li key={entry.id} className={classes.refused}>
            <strong>
              <StepWords step={{ entries: [entry] }} />
            </strong>
            {why && <RejectionText rejection={why} />}
          </li>
        )
      })}
    </ul>
  )
}

/** "Give slots to Kim", or how many. */
function StepWords({ step: { entries } }: { step: UndoStep }) {
  const { t } = useTranslation()
  const [entry] = entries
  if (!entry) return null
  if (entries.length > 1) return t('undo.batch', { what: t(commandWords(entry.name)), count: entries.length })
  return (
    <>
      {t(commandWords(entry.name))} <EntrySubject about={aboutEntry(entry)} />
    </>
  )
}

/** The one button that names what Ctrl+Z would take back. */
export function UndoButton() {
  const { t } = useTranslation()
  const { back, undo } = useUndo()
  if (!back) return null
  return (
    <Button variant="default" rightSection={<Keys keys="mod+z" />} onClick={() => void undo()}>
      <span className={classes.words}>
        {t('undo.do')} <StepWords step={back} />
      </span>
    </Button>
  )
}
