import { useShortcut } from '../app/use-shortcut.ts'
import { openBox } from './box-store.ts'

/** Ctrl+K anywhere, and `/` outside of fields, open the box (DX-R20). */
export function useBoxKeys(): void {
  useShortcut('box', openBox)
  useShortcut('box_too', openBox)
}
