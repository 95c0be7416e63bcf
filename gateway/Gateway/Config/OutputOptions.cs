namespace SmartCity.Gateway.Config;

/// <summary>An output of the gateway's own, which the action <c>output</c> of a rule switches.</summary>
internal sealed class OutputOptions
{
    /// <summary>Name that rules use, <c>[a-z0-9-]{1,32}</c>, unique in the file.</summary>
    public string Name { get; set; } = "";

    /// <summary>GPIO number as in the board's pin table, not the pin of the header.</summary>
    public int Gpio { get; set; }

    /// <summary>True: low is on.</summary>
    public bool ActiveLow { get; set; }
}
