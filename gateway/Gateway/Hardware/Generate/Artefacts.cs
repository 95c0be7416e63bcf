using System.Text;
using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate;

/// <summary>A file that is made from others, by its path in the checkout. Lines end in LF.</summary>
public sealed record Artefact(string Path, string Text);

/// <summary>Every file that <c>hardware generate</c> writes.</summary>
public static class Artefacts
{
    /// <exception cref="FormatException">A file under <c>hardware/</c> is malformed.</exception>
    public static IEnumerable<Artefact> All(HardwareFolder folder)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(folder.Root, "hardware", "channels.json"))));
        ChannelCatalog channels = ChannelCatalog.Parse(json);
        yield return new Artefact(ChannelTable.Path, ChannelTable.Write(channels));

        BoardContext[] boards = [.. folder.BoardNames().Select(folder.Board).Select(b => new BoardContext(b, folder.Module(b.Module), channels))];
        yield return new Artefact(FirmwareTable.Path, FirmwareTable.Write(boards));
        foreach (BoardContext board in boards)
        {
            foreach (Artefact artefact in Of(board)) yield return artefact;
        }
    }

    /// <summary>The files in a board's own folder.</summary>
    public static IEnumerable<Artefact> Of(BoardContext c)
    {
        string folder = $"hardware/boards/{c.Board.Name}/";
        yield return new Artefact(folder + "wiring.svg", Wiring.WiringPicture.Draw(c));
        yield return new Artefact(folder + "pins.md", PinTable.Write(c));
        yield return new Artefact(folder + "bom.csv", BillOfMaterials.Write(c));
        yield return new Artefact(folder + "commissioning.md", CommissioningSheet.Write(c));
        if (c.Board.Node is not null) yield return new Artefact(folder + "node.template.json", NodeConfigTemplate.Write(c));
    }
}
