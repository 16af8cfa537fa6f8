/**
 * The port on which processes of one installation talk to each other: never the one that agents use, and never open to
 * who does not belong to the installation.
 */
import { z } from 'zod';
import { fileText } from './files.js';
import { keyPairProblems } from './key-pair.js';
import { strict, strictOptional, text } from './setting.js';
import { defineSlice } from './settings-slice.js';
import type { SliceConfig } from './settings-slice.js';
import { isHostAndPort, socketAddress } from './socket-address.js';

/** The settings of the certificate that other processes are shown. */
export const INTERNAL_KEY_PAIR = {
  certificate: 'MACP_INTERNAL_TLS_CERT_PATH',
  key: 'MACP_INTERNAL_TLS_KEY_PATH',
} as const;

const CREDENTIAL_LENGTH_MIN = 16;

const hostAndPort = z.string().refine(isHostAndPort, 'must be host:port');
const credential = z.string().min(CREDENTIAL_LENGTH_MIN, `must have at least ${CREDENTIAL_LENGTH_MIN} characters`);

export const internalSettings = defineSlice(
  'Between processes',
  {
    bindAddress: strict('MACP_INTERNAL_BIND_ADDR', {
      summary: 'ip:port for the other processes; port 0 takes a free one',
      schema: socketAddress,
      default: '127.0.0.1:0',
    }),
    advertisedAddress: strictOptional('MACP_INTERNAL_ADVERTISED_ADDR', {
      summary: 'host:port at which others reach it; the bound one when not given',
      schema: hostAndPort,
    }),
    credential: strictOptional('MACP_INTERNAL_CREDENTIAL', {
      summary: 'secret that every process of the installation knows',
      schema: credential,
      secret: true,
    }),
    credentialOfFile: strictOptional('MACP_INTERNAL_CREDENTIAL_FILE', {
      summary: 'file with that secret; this and the files below are read once, at the start',
      schema: fileText.pipe(credential),
      secret: true,
    }),
    tlsAuthority: strictOptional('MACP_INTERNAL_TLS_CA_PATH', {
      summary: "PEM file: the installation's authority; with a certificate, mutual TLS",
      schema: fileText,
    }),
    tlsCertificate: strictOptional(INTERNAL_KEY_PAIR.certificate, {
      summary: 'PEM file: certificate of this process',
      schema: fileText,
    }),
    tlsKey: strictOptional(INTERNAL_KEY_PAIR.key, {
      summary: 'PEM file: its key',
      schema: fileText,
      secret: true,
    }),
    tlsServerName: strictOptional('MACP_INTERNAL_TLS_SERVER_NAME', {
      summary: 'name in the certificates, where it is not the host',
      schema: text,
    }),
    policyAddress: strictOptional('MACP_POLICY_ADDR', {
      summary: 'where engines reach the policy service: host:port or a gRPC target',
      schema: text,
    }),
  },
  {
    check({ tlsAuthority, tlsCertificate, tlsKey, advertisedAddress, bindAddress }) {
      const problems: string[] = [];
      const given = [tlsAuthority, tlsCertificate, tlsKey].filter((file) => file !== undefined).length;
      if (given !== 0 && given !== 3)
        problems.push('MACP_INTERNAL_TLS_CA_PATH, _CERT_PATH and _KEY_PATH belong together');
      if (tlsCertificate !== undefined && tlsKey !== undefined)
        problems.push(...keyPairProblems(INTERNAL_KEY_PAIR, tlsCertificate, tlsKey));
      const isWildcard = bindAddress.host === '0.0.0.0' || bindAddress.host === '::';
      if (isWildcard && advertisedAddress === undefined)
        problems.push(
          'MACP_INTERNAL_ADVERTISED_ADDR must say where others reach this process when it binds every address',
        );
      return problems;
    },
  },
);

export type InternalSettings = SliceConfig<typeof internalSettings>;
