using System.Text.Json.Serialization;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Hj212.Periods;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>A sink of <c>"type": "hj212"</c>: real-time data and statistics to an environment platform of China's.</summary>
internal sealed class Hj212SinkOptions : SinkOptions
{
    public string Host { get; set; } = "";

    public int Port { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<Hj212Version>))]
    public Hj212Version Version { get; set; } = Hj212Version.V2025;

    public SinkTlsOptions? Tls { get; set; }

    /// <summary>Access password, PW, six characters.</summary>
    public string? Password { get; set; }

    /// <summary>File whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Nodes that are stations of the platform's; others are not sent to it.</summary>
    public List<Hj212StationOptions> Stations { get; set; } = [];

    /// <summary>Factors beside or in place of the catalogue's.</summary>
    public List<Hj212FactorOptions> Factors { get; set; } = [];

    /// <summary>Send real-time data (2011); without it, statistics only.</summary>
    public bool RealTime { get; set; } = true;

    /// <summary>Length of a minute period (2051), a divisor of 60; 0: none.</summary>
    public int Minutes { get; set; } = 10;

    /// <summary>Send hour data (2061).</summary>
    public bool Hourly { get; set; } = true;

    /// <summary>Send day data (2031).</summary>
    public bool Daily { get; set; } = true;

    /// <summary>Seconds without a further reading after which a period that is over is sent.</summary>
    public int SettleSeconds { get; set; } = 60;

    /// <summary>Local time less UTC, minutes.</summary>
    public int UtcOffsetMinutes { get; set; } = 480;

    /// <summary>Carry the pack's key as a field of the data area beyond the standard's own.</summary>
    public bool PackKey { get; set; } = true;

    /// <summary>Packs on the way without answer at most.</summary>
    public int Window { get; set; } = 4;

    /// <summary>Seconds to wait for an answer before a frame is sent again.</summary>
    public int AnswerSeconds { get; set; } = 10;

    /// <summary>Times a frame is sent again before the connection is given up.</summary>
    public int Resends { get; set; } = 3;

    /// <summary>Silence after which the connection is given up, whatever else.</summary>
    internal TimeSpan Patience => TimeSpan.FromSeconds((AnswerSeconds * (Resends + 1)) + 5);

    internal IReadOnlyList<PeriodKind> Periods =>
        [.. Minutes > 0 ? [PeriodKind.Minute] : (PeriodKind[])[], .. Hourly ? [PeriodKind.Hour] : (PeriodKind[])[], .. Daily ? [PeriodKind.Day] : (PeriodKind[])[]];

    public override void MakePathsAbsolute(string directory)
    {
        if (PasswordFile is not null) PasswordFile = Path.GetFullPath(PasswordFile, directory);
        Tls?.MakePathsAbsolute(directory);
    }

    public override void Check(string path, Action<string, string> report)
    {
        HostName.Check(Host, path, report);
        SinkPassword.Check(Password, PasswordFile, path, report);
        Tls?.Check(path + ".tls", report);
        if (Minutes > 0 && 60 % Minutes != 0) report(path + ".minutes", "expected a divisor of 60, or 0 for no minute data");
        var nodes = new HashSet<(string, string)>();
        var codes = new HashSet<string>();
        for (var i = 0; i < Stations.Count; i++)
        {
            if (!nodes.Add((Stations[i].Site, Stations[i].Node))) report($"{path}.stations[{i}].node", "another station has this node");
            if (!codes.Add(Stations[i].Mn)) report($"{path}.stations[{i}].mn", "another station has this MN, and their values could not be told apart");
        }
    }

    public override SinkBinding Bind(SinkServices services) => new(new Hj212Sink(this, services.FileOf(Name, "periods"), services.Time), Forward);
}

/// <summary>A node as a station of the platform's.</summary>
internal sealed class Hj212StationOptions
{
    public string Site { get; set; } = "";

    public string Node { get; set; } = "";

    /// <summary>Identity that the platform gave, 24 characters 0 to 9 and A to F (2017: also others).</summary>
    public string Mn { get; set; } = "";

    /// <summary>System code (table 5): 21 surface water, 22 ambient air, 23 noise, 31 air pollution source, 32 water pollution source, 39 dust of building sites.</summary>
    public string St { get; set; } = "22";

    /// <summary>Mark of the station's values in place of N: F stopped, M under maintenance, S set by hand, C being calibrated.</summary>
    public string? Mark { get; set; }

    internal char? MarkChar => Mark is [var mark] ? mark : null;
}

/// <summary>The factor of a channel.</summary>
internal sealed class Hj212FactorOptions
{
    public string Channel { get; set; } = "";

    public string Code { get; set; } = "";

    /// <summary>The factor's value is the channel's times this.</summary>
    public double Factor { get; set; } = 1;

    /// <summary>Digits after the point; null: the channel's, or 3.</summary>
    public int? Decimals { get; set; }

    /// <summary>For a flow: what its unit times a second is worth in the unit of the sum; 0.001 makes m³ of L/s.</summary>
    public double? Cou { get; set; }
}
