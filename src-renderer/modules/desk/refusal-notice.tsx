import { Button } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Rejection } from '../../../src-shared/kernel/rejection.ts'
import { useSays } from '../../i18n/speaker.ts'
import { FormNotice } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import classes from './refusal-notice.module.css'
import { useAct } from './use-act.tsx'

/** A key that is still held down from the form must not take a way out that nobody has read. */
const notHeldDown = (event: KeyboardEvent) => {
  if (event.repeat) event.preventDefault()
}

/**
 * A refusal in an open form (DX-R6): the rule in words, and the ways that would do, each with one press. The smallest
 * change comes first and has the focus: Enter takes it.
 */
export function RefusalNotice({ refusal, onDone }: { refusal: Rejection; onDone(): void }) {
  const says = useSays()
  const { act, busy, refusal: second } = useAct()
  const shown = second ?? refusal
  const nearest = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (shown.alternatives.length > 0) nearest.current?.focus()
  }, [shown])
  return (
    <FormNotice>
      <RejectionText rejection={shown} />
      {shown.alternatives.length > 0 && (
        <div className={classes.ways}>
          {shown.alternatives.map((way, n) => (
            <Button
              key={`${way.command} ${JSON.stringify(way.input)}`}
              ref={n === 0 ? nearest : null}
              variant="default"
              size="xs"
              disabled={busy}
              rightSection={n === 0 ? <Keys keys="enter" /> : undefined}
              onKeyDown={notHeldDown}
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
