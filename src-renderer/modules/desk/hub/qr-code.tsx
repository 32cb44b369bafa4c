import type { HubStatus } from '../../../../src-main/desk/api/hub-api.ts'
import classes from './hub.module.css'

type Squares = NonNullable<HubStatus['pairing']>['qr']

/** Light squares around the code, which readers need. */
const margin = 3

/** A QR code, dark on light in every theme: readers want it so. */
export function QrCode({ squares: { size, dark }, label }: { squares: Squares; label: string }) {
  const path = dark.map((at) => `M${at % size} ${Math.floor(at / size)}h1v1h-1z`).join('')
  const side = size + 2 * margin
  return (
    <svg className={classes.qr} viewBox={`${-margin} ${-margin} ${side} ${side}`} role="img" aria-label={label}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  )
}
