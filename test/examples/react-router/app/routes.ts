import { type RouteConfig, route } from '@react-router/dev/routes'

export default [
  route('settings', 'routes/settings.tsx'),
  route('sign-in', 'routes/sign-in.ts'),
  route('cronofy/*', 'routes/cronofy.ts'),
  route('permissions/*', 'routes/permissions.ts'),
] satisfies RouteConfig
