import { useSyncExternalStore } from 'react'
import { BoxOverlay } from './box-overlay.tsx'
import { boxShows } from './box-store.ts'
import { CameraOverlay } from './camera-overlay.tsx'
import { ScanDrawer } from './scan-drawer.tsx'
import { useBoxKeys } from './use-box-keys.ts'
import { useScanner } from './use-scanner.ts'

/** The one box (DX-R20) and the ear for scanners (DX-R22), over whatever screen there is. */
export function Box() {
  const shows = useSyncExternalStore(boxShows.subscribe, boxShows.get)
  const scanned = useScanner()
  useBoxKeys()
  return (
    <>
      <BoxOverlay opened={shows === 'box'} />
      <CameraOverlay opened={shows === 'camera'} onCode={scanned} />
      <ScanDrawer />
    </>
  )
}
