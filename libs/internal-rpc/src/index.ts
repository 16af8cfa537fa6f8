/** Ports between the services, carried by gRPC. */
export {};
