using System.Globalization;

namespace SmartCity.Gateway.Cli.Doctor;

/// <summary>Names what is wrong in the facts, each with its remedy; the gravest first.</summary>
internal static class Diagnosis
{
    private const long Mib = 1L << 20;
    private const long LowDisk = 512 * Mib;

    // A consumer card of 32 GB with 300 cycles stands some 9.6 TB: at this rate it lasts five years.
    private const double DailyWear = 5.0 * (1L << 30);

    private static readonly DateTimeOffset Sane = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan OldBacklog = TimeSpan.FromDays(1);
    private static readonly TimeSpan CertificateNotice = TimeSpan.FromDays(30);

    public static IReadOnlyList<Finding> Of(Facts facts) => [.. Machine(facts).Concat(Running(facts)).OrderByDescending(finding => finding.Gravity)];

    private static IEnumerable<Finding> Machine(Facts facts)
    {
        if (facts.Now < Sane) yield return Fault($"the clock says {facts.Now:yyyy-MM-dd}", "set the time: timedatectl set-ntp true, or fit a clock chip; readings keep their order meanwhile");
        if (!facts.Writable) yield return Fault("the data directory cannot be written", "mount it read-write and give it to the service's user; readings are refused until then");
        if (facts is { DiskFree: { } free, DiskTotal: { } total } && (free < LowDisk || free < total / 20))
        {
            yield return Warning($"{free / Mib} MiB are free on the disk", "make room, or lower journal.dataMegabytes and history.megabytes");
        }

        foreach (var (file, until) in facts.Certificates)
        {
            if (until is not { } end) yield return Fault($"{file} is no certificate", "put the PEM file of the certificate chain there");
            else if (end < facts.Now) yield return Fault($"the certificate {file} ended {end:yyyy-MM-dd}", "renew it and restart the service");
            else if (end - facts.Now < CertificateNotice) yield return Warning($"the certificate {file} ends {end:yyyy-MM-dd}", "renew it before that day");
        }

        foreach (var port in facts.BusyPorts) yield return Fault($"{port} is taken by another program", "find it with: ss -ltnp; stop it or configure another port");
    }

    private static IEnumerable<Finding> Running(Facts facts)
    {
        if (facts.Gateway is not { } gateway)
        {
            yield return Fault("no gateway runs on this data directory", "start it: systemctl start smartcity-gateway, and look at: journalctl -u smartcity-gateway");
            yield break;
        }

        if (gateway.Journal is { } journal)
        {
            if (journal.State != "open") yield return Fault($"the journal takes nothing: {journal.State} {journal.Reason}", "mend the disk; the journal goes on by itself, nodes keep their readings until then");
            if (journal.Lost > 0) yield return Warning($"{journal.Lost} journal records were found damaged", "look at them with: journal verify; replace the card if there are more tomorrow");
            if (journal.Evicted > 0) yield return Warning($"{journal.Evicted} records were given up before everyone had them", "bring the receiver back, or raise journal.dataMegabytes");
            var daily = gateway.UptimeSeconds < 3600 ? 0 : journal.WrittenTotal * 86400.0 / gateway.UptimeSeconds;
            if (daily > DailyWear) yield return Warning(string.Create(CultureInfo.InvariantCulture, $"{daily / (1L << 30):F1} GiB a day are written to the card"), "raise journal.lingerMs, send several readings a pack, or use an industrial card or SSD");
        }

        foreach (var sink in gateway.Sinks)
        {
            if (sink.State is "down" or "blocked") yield return Fault($"{sink.Name} cannot be reached: {sink.LastError}", sink.State == "blocked" ? "mend what it says; only a person can" : "look at the network and at the receiver; the gateway tries again by itself");
            if (sink.DeadLetters > 0) yield return Warning($"{sink.Name} refused {sink.DeadLetters} packs for good", "see why with: dead-letter list, and send them again with: dead-letter replay");
            if (sink.Oldest is { } oldest && facts.Now - DateTimeOffset.FromUnixTimeMilliseconds(oldest) > OldBacklog) yield return Warning($"{sink.Name} is more than a day behind", "see its rate with: backlog; raise the receiver's or the link's");
        }

        foreach (var node in facts.Nodes)
        {
            var name = $"{node.Site}/{node.Node}";
            if (node.State == "offline") yield return Warning($"{name} is offline", "look at its supply and its Wi-Fi; it keeps its readings");
            if (node.State == "never") yield return Warning($"{name} was not seen since the start", "provision it, or take it out of the configuration");
            if (node.Faults > 0) yield return Warning($"{name} reports {node.Faults} faulty sensors", "send it a self-test and look at the wiring");
        }

        foreach (var e in facts.Events)
        {
            if (e is { Cleared: null, Acknowledged: null }) yield return Warning($"{e.Kind} at {e.Site}/{e.Node} waits for a person", "look at it and acknowledge it in the web interface");
        }
    }

    private static Finding Warning(string what, string remedy) => new(Gravity.Warning, what, remedy);

    private static Finding Fault(string what, string remedy) => new(Gravity.Fault, what, remedy);
}
