using System.Globalization;
using SmartCity.Gateway.Cli;

namespace SmartCity.Bench.Ingest;

/// <summary>The gateway's own <c>run</c>, which also answers each line on standard input with the bytes allocated so far.</summary>
internal static class GatewayChild
{
    public const string Flag = "--gateway-child", Answer = "allocated ";

    public static async Task<int> RunAsync(string[] args)
    {
        var running = GatewayCli.RunAsync(["run", "--config", IngestSettings.Text(args, "--config")!], Console.Out, Console.Error);
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is not null)
        {
            await Console.Out.WriteLineAsync(Answer + GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
            await Console.Out.FlushAsync().ConfigureAwait(false);
        }

        return await running.ConfigureAwait(false);
    }
}
