import type { BarcodeFormat } from 'barcode-detector/ponyfill'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** What a camera reads (DX-R25). */
const formats: BarcodeFormat[] = [
  ...(['qr_code', 'data_matrix', 'code_128', 'code_39', 'ean_13', 'ean_8'] as const),
  ...(['upc_a', 'upc_e', 'pdf417', 'itf'] as const),
]

/** Finds a code in what a video shows now; null where there is none. */
export type ReadFrame = (video: HTMLVideoElement) => Promise<string | null>

/**
 * The reader of codes, loaded when a camera is first used. It comes whole from the page's own host: by itself the
 * package would fetch its other half from a public address.
 */
export async function cameraReader(): Promise<ReadFrame> {
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill')
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  const detector = new BarcodeDetector({ formats })
  return async (video) => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null
    const [found] = await detector.detect(video)
    return found?.rawValue.trim() || null
  }
}
