using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Generate;

namespace SmartCity.Gateway.Tests.Hardware;

[TestClass]
public class GeneratedFilesTests
{
    [TestMethod]
    public void Every_generated_file_is_current_byte_for_byte()
    {
        foreach (Artefact artefact in Artefacts.All(BoardChange.Folder))
            Assert.IsTrue(artefact.Text == RepositoryFiles.Read(artefact.Path), $"{artefact.Path} is not current: run `smartcity-gateway hardware generate`");
    }

    [TestMethod]
    public void A_pin_changed_in_the_board_changes_all_that_is_made_from_it()
    {
        BoardContext before = BoardChange.Context("intersection-ix1");
        BoardContext after = BoardChange.Context("intersection-ix1", b => (b.Pin("LOOP1")["gpio"], b.Pin("BUTTON")["gpio"]) = (14, 32));
        Assert.IsEmpty(BoardRules.Check(after));
        Assert.AreNotEqual(FirmwareTable.Write([before]), FirmwareTable.Write([after]));
        Dictionary<string, string> old = Artefacts.Of(before).ToDictionary(a => a.Path, a => a.Text);
        foreach (Artefact artefact in Artefacts.Of(after))
        {
            bool named = artefact.Path.EndsWith("bom.csv", StringComparison.Ordinal);
            Assert.AreEqual(named, artefact.Text == old[artefact.Path], artefact.Path);
        }
    }

    [TestMethod]
    public void Every_board_with_a_node_has_a_template_and_every_board_the_rest()
    {
        string[] files = ["wiring.svg", "pins.md", "bom.csv", "commissioning.md"];
        foreach (string board in BoardChange.Folder.BoardNames())
        {
            BoardContext context = BoardChange.Context(board);
            string[] expected = [.. files.Concat(context.Board.Node is null ? [] : ["node.template.json"]).Select(f => $"hardware/boards/{board}/{f}")];
            CollectionAssert.AreEquivalent(expected, Artefacts.Of(context).Select(a => a.Path).ToArray());
        }
    }

    [TestMethod]
    public void The_bill_of_materials_has_every_reference_once_and_eight_cells_a_row()
    {
        foreach (string board in BoardChange.Folder.BoardNames())
        {
            string[] rows = BillOfMaterials.Write(BoardChange.Context(board)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (string row in rows) Assert.AreEqual(8, Cells(row), row);
            string[] references = [.. rows.Skip(1).Select(r => r[..r.IndexOf(',', StringComparison.Ordinal)])];
            Assert.AreEqual(references.Length, references.Distinct().Count(), board);
        }
    }

    private static int Cells(string row)
    {
        bool quoted = false;
        int cells = 1;
        foreach (char c in row)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) cells++;
        }

        return cells;
    }
}
