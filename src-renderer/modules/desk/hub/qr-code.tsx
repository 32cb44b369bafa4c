import { useEffect, useState } from 'react'
import classes from './hub.module.css'

/** The modules of a QR code, row by row. */
interface Modules {
  size: number
  dark: readonly number[]
}

/** A text as a QR code, dark on light in every theme: readers want it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [modules, setModules] = useState<Modules | null>(null)
  useEffect(() => {
    let wanted = true
    void modulesOf(text).then((made) => wanted && setModules(made))
    return () => {
      wanted = false
    }
  }, [text])
  if (!modules) return <div className={classes.qr} />
  const { size, dark } = modules
  const path = dark.map((at) => `M${at % size} ${Math.floor(at / size)}h1v1h-1z`).join('')
  return (
    <svg className={classes.qr} viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={label}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  )
}

/** Fetched when the first code is shown: it draws every kind of barcode, and few desks ever need one. */
async function modulesOf(text: string): Promise<Modules> {
  const { raw } = await import('bwip-js/browser')
  const [drawn] = raw('qrcode', text, '')
  if (!drawn || !('pixs' in drawn)) return { size: 0, dark: [] }
  return { size: drawn.pixx, dark: drawn.pixs.flatMap((pixel, at) => (pixel ? [at] : [])) }
}
