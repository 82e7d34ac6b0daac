import type { NextConfig } from 'next'
import { BASE_PATH } from './lib/base-path'

const config: NextConfig = {
  basePath: BASE_PATH,
  cacheComponents: true,
  partialPrefetching: true,
}

export default config
