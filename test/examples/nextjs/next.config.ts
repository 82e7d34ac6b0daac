import type { NextConfig } from 'next'

const config: NextConfig = { basePath: '/app' }

export default config
