import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import type { ScanFailure } from './resolve.ts'

/** Why a scan led nowhere, and what to do, in words. */
export function useFailureWords(): (failure: ScanFailure) => { reason: string; line: string } {
  const { t } = useTranslation()
  const format = useFormat()
  return (failure) => {
    switch (failure.why) {
      case 'unknown':
        return { reason: t('box.scan.unknown'), line: t('box.scan.unknown_line') }
      case 'misread':
        return { reason: t('box.scan.misread'), line: t('box.scan.misread_line') }
      case 'no_right':
        return { reason: t('box.scan.no_right'), line: t('box.scan.no_right_line') }
      case 'desk_away':
        return { reason: t('box.scan.desk_away'), line: t('box.scan.desk_away_line') }
      case 'ended':
        return { reason: t('box.scan.ended', { day: format.day(failure.on) }), line: failure.thing.title }
      case 'wrong_place':
        return { reason: t('box.scan.wrong_place', { name: failure.thing.title }), line: failure.thing.subtitle ?? '' }
      case 'not_free':
        return { reason: t('box.scan.not_free', { name: failure.thing.title }), line: t('box.scan.not_free_line') }
      case 'ambiguous':
        return { reason: t('box.scan.ambiguous'), line: t('box.scan.ambiguous_line') }
    }
  }
}
