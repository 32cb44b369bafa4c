import { Button } from '@mantine/core'
import type { Rejection } from '../../../src-shared/kernel/rejection.ts'
import { useSays } from '../../i18n/speaker.ts'
import { FormNotice } from '../../kit/form.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import classes from './refusal-notice.module.css'
import { useAct } from './use-act.tsx'

/** A refusal in an open form: the rule in words, and the ways that would do, each with one press. */
export function RefusalNotice({ refusal, onDone }: { refusal: Rejection; onDone(): void }) {
  const says = useSays()
  const { act, busy, refusal: second } = useAct()
  const shown = second ?? refusal
  return (
    <FormNotice>
      <RejectionText rejection={shown} />
      {shown.alternatives.length > 0 && (
        <div className={classes.ways}>
          {shown.alternatives.map((way) => (
            <Button
              key={`${way.command} ${JSON.stringify(way.input)}`}
              variant="default"
              size="xs"
              disabled={busy}
              onClick={() => void act(way.command, way.input).then((done) => done && onDone())}
            >
              {says.alternative(way)}
            </Button>
          ))}
        </div>
      )}
    </FormNotice>
  )
}
