import { Modal, Select, Switch } from '@mantine/core'
import { IconCameraOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Words } from '../i18n/i18n.ts'
import { Empty } from '../kit/states.tsx'
import { closeBox } from './box-store.ts'
import classes from './camera-overlay.module.css'
import { type Camera, useCamera } from './use-camera.ts'

const stateWords: Record<Camera['state'], Words> = {
  starting: 'box.camera.starting',
  looking: 'box.camera.looking',
  denied: 'box.camera.denied',
  none: 'box.camera.none',
}

/** Scanning with a camera, for who has no scanner (DX-R25). The picture stays in this window. */
export function CameraOverlay({ opened, onCode }: { opened: boolean; onCode(code: string): void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={closeBox}
      title={t('box.camera.open')}
      size={480}
      // The page does not scroll; to lock it would take a style that the content policy refuses.
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Looking onCode={onCode} />
    </Modal>
  )
}

/** The picture, while the camera is on. */
function Looking({ onCode }: { onCode(code: string): void }) {
  const { t } = useTranslation()
  const { video, state, cameras, cameraId, choose, torch, light } = useCamera(onCode)
  const failed = state === 'denied' || state === 'none'
  return (
    <div className={classes.body}>
      {failed ? (
        <Empty icon={IconCameraOff} title={t(stateWords[state])} line={t('box.camera.otherwise')} />
      ) : (
        <>
          <div className={classes.frame}>
            <video ref={video} className={classes.video} muted playsInline data-camera={state} />
            <span className={classes.aim} aria-hidden="true" />
          </div>
          <p className={classes.line} role="status">
            {t(stateWords[state])}
          </p>
        </>
      )}
      {cameras.length > 1 && (
        <Select
          label={t('box.camera.which')}
          data={cameras.map(({ id, name }) => ({ value: id, label: name }))}
          value={cameraId}
          onChange={(id) => id && choose(id)}
        />
      )}
      {torch !== null && (
        <Switch
          label={t('box.camera.torch')}
          checked={torch}
          onChange={(event) => light(event.currentTarget.checked)}
        />
      )}
    </div>
  )
}
