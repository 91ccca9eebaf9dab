//! Nets and integrals.
