// The benchmark's network: many hosts in one VPC, and many packets in flight.
//
// Each host sends datagrams at a constant rate to the host on the opposite side, each a
// little later than the host before. So the number in flight stays the same once the
// first have arrived.

/** Hosts in one subnet, in one row of it, and subnets in one row of the drawing. */
const PER_SUBNET = 25;
const PER_ROW = 5;
const ABREAST = 8;

/** The distance between hosts, and between subnets, in units of the drawing. */
const HOST = [240, 150];
const SUBNET = [1_400, 900];

/** The travel time of a datagram, in seconds. */
const LATENCY = 1;

/** Seconds until the number in flight is constant. */
export const STEADY = LATENCY;

/** The upper left corner of a subnet, and of a host in it. */
const cornerOf = (subnet) => [100 + (subnet % ABREAST) * SUBNET[0], 100 + Math.floor(subnet / ABREAST) * SUBNET[1]];
export function placeOf(host) {
  const [x, y] = cornerOf(subnetOf(host));
  const within = host % PER_SUBNET;
  return [x + 120 + (within % PER_ROW) * HOST[0], y + 60 + Math.floor(within / PER_ROW) * HOST[1]];
}

/** The subnet of a host. */
export const subnetOf = (host) => Math.floor(host / PER_SUBNET);

/** The destination of a host's datagrams. */
export const partner = (host, hosts) => (host + Math.floor(hosts / 2)) % hosts;

/** A scenario with `packets` in flight from `STEADY` on, and `rounds` times as many in all. */
export function scenario(hosts, packets, rounds = 2.5) {
  const subnets = Math.ceil(hosts / PER_SUBNET);
  const each = packets / hosts;
  const gap = LATENCY / each;
  const id = (host) => `host-${host + 1}`;
  const all = Array.from({ length: hosts }, (_, host) => host);
  return {
    portcullis: 1,
    title: `${hosts} hosts, ${packets} packets`,
    vpcs: [{ id: 'vpc', cidr: '10.0.0.0/16' }],
    subnets: Array.from({ length: subnets }, (_, subnet) => ({ id: `subnet-${subnet + 1}`, vpc: 'vpc', cidr: `10.0.${subnet}.0/24`, pos: cornerOf(subnet), size: [SUBNET[0] - 60, SUBNET[1] - 60] })),
    hosts: all.map((host) => ({
      id: id(host),
      subnet: `subnet-${subnetOf(host) + 1}`,
      ip: `10.0.${subnetOf(host)}.${(host % PER_SUBNET) + 10}`,
      groups: ['open'],
      listen: ['udp 53'],
      pos: placeOf(host),
    })),
    security_groups: [{ id: 'open', vpc: 'vpc', inbound: ['udp 53 from 0.0.0.0/0'], outbound: ['all to 0.0.0.0/0'] }],
    settings: { latency: LATENCY },
    script: all.map((host) => ({
      at: seconds((host / hosts) * gap),
      send: {
        id: `u${host + 1}`,
        from: id(host),
        to: id(partner(host, hosts)),
        port: 53,
        count: Math.ceil(each * rounds),
        every: seconds(gap),
      },
    })),
  };
}

/** Rounds to a microsecond, the resolution of scenarios. */
const seconds = (time) => Number(time.toFixed(6));
