using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Model;

/// <summary>One board as <c>hardware/boards/&lt;name&gt;/board.json</c> has it: all that is wired, and what it costs and draws.</summary>
public sealed record Board
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    /// <summary>Also the folder's name and the name a node configuration gives.</summary>
    public required string Name { get; init; }

    public required string Revision { get; init; }

    public required Words Title { get; init; }

    public required Words Purpose { get; init; }

    /// <summary>Module by name, facts in <c>hardware/modules</c>.</summary>
    public required string Module { get; init; }

    /// <summary>True when the radio runs, which takes ADC2 away on an ESP32.</summary>
    public required bool Wifi { get; init; }

    /// <summary>True when the node sleeps between measurements; pins that wake it say so.</summary>
    public bool DeepSleep { get; set; }

    /// <summary>True when programs are sent to it over the air, which its module loads into PSRAM.</summary>
    public bool Updates { get; set; }

    public required IReadOnlyList<Rail> Rails { get; init; }

    public required IReadOnlyList<Pin> Pins { get; init; }

    public required IReadOnlyList<Bus> Buses { get; init; }

    public required IReadOnlyList<Device> Devices { get; init; }

    public required IReadOnlyList<Connector> Connectors { get; init; }

    /// <summary>Resistors, capacitors, fuses and all else that is neither device nor connector.</summary>
    public required IReadOnlyList<Part> Parts { get; init; }

    public IReadOnlyList<CurrentLoop> Loops { get; set; } = [];

    public required IReadOnlyList<Protection> Protections { get; init; }

    public required Enclosure Enclosure { get; init; }

    public required IReadOnlyList<Words> Hazards { get; init; }

    /// <summary>What the node configuration's template says; null where no node runs (the gateway's cabinet).</summary>
    public NodeTemplate? Node { get; set; }

    public Rail? Rail(string? name) => Rails.FirstOrDefault(r => r.Name == name);

    public Bus? Bus(string? name) => Buses.FirstOrDefault(b => b.Name == name);

    public Pin? Pin(string? net) => Pins.FirstOrDefault(p => p.Net == net);

    public Device? Device(string? name) => Devices.FirstOrDefault(d => d.Ref == name);
}

/// <summary>The same words for both readers.</summary>
public sealed record Words
{
    public required string En { get; init; }

    public required string Zh { get; init; }
}

/// <summary>Box, grade and mounting.</summary>
public sealed record Enclosure
{
    public required string Part { get; init; }

    /// <summary>IEC 60529 code, such as <c>IP66</c>.</summary>
    public required string Rating { get; init; }

    public required Words Mounting { get; init; }
}

/// <summary>What stands between the field and the electronics on some nets.</summary>
public sealed record Protection
{
    public required IReadOnlyList<string> Nets { get; init; }

    /// <summary>Reference of the part or device that protects.</summary>
    public required string Ref { get; init; }

    public required string Against { get; init; }
}
