/** How many sidecars run at most beside the common one; `up` has told Istio the port of each. */
export const slots = 16;

/** The Envoy of Istio's Gateway, which listens where the Gateway's Service leads. */
export const gatewaySlot = slots + 1;

/** The common sidecar is slot 0, at Istio's own port. */
export const ports = slot => ({
  outbound: slot === 0 ? 15001 : 15200 + slot,
  admin: 15100 + slot,
});
