namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// A data area: its time and key, and one item a factor, joined by semicolons. Cut into packets where it is longer than
/// one may be, between items, each packet with time and key.
/// </summary>
internal sealed class DataArea(string dataTime, string? key = null)
{
    private const int Marks = 7;

    private readonly List<string> _items = [];

    /// <summary>One factor with its fields, such as <c>a34004-Rtd=35.2,a34004-Flag=N</c>.</summary>
    public void Add(string item) => _items.Add(item);

    public IReadOnlyList<string> Packets()
    {
        var packets = new List<string>();
        var head = key is null ? $"DataTime={dataTime}" : $"DataTime={dataTime};{key}";
        var packet = head;
        foreach (var item in _items)
        {
            if (packet.Length + 1 + item.Length > Hj212Frame.MaxCp - Marks && packet.Length > head.Length)
            {
                packets.Add(packet);
                packet = head;
            }

            packet = $"{packet};{item}";
        }

        packets.Add(packet);
        return packets;
    }
}
