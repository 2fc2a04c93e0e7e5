import Stripe from 'stripe'
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!, { apiVersion: '2024-06-20' })
export async function POST(request: Request) {
  const origin = request.headers.get('origin') ?? process.env.NEXT_PUBLIC_SITE_URL
  return Response.json({ origin, mode: process.env.VERCEL_ENV })
}
