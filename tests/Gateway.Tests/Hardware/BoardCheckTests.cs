using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Hardware.Check;

namespace SmartCity.Gateway.Tests.Hardware;

[TestClass]
public class BoardCheckTests
{
    [TestMethod]
    [DataRow("intersection-ix1")]
    [DataRow("pipeline-pn1")]
    [DataRow("gateway-cabinet")]
    public void The_boards_have_no_faults(string board)
    {
        Assert.AreEqual("", string.Join('\n', BoardRules.Check(BoardChange.Context(board))));
    }

    [TestMethod]
    public void Every_planted_error_is_found_by_its_rule_and_named()
    {
        foreach (PlantedError error in PlantedErrors.All)
        {
            BoardContext context = BoardChange.Context(error.Board, error.Plant);
            Finding[] found = [.. BoardRules.Check(context).Where(f => f.Rule == error.Rule)];
            Assert.AreNotEqual(0, found.Length, $"{error.Rule}: nothing found for {error.Subject}");
            Finding? finding = found.FirstOrDefault(f => f.ToString().Contains(error.Subject, StringComparison.Ordinal));
            Assert.IsNotNull(finding, $"{error.Rule}: {error.Subject} is not named in {string.Join('\n', (object[])found)}");
            string message = finding.ToString();
            foreach (string part in new[] { error.Board, error.Subject, error.Rule, finding.Reason, finding.Source, finding.Remedy })
            {
                Assert.AreNotEqual("", part);
                Assert.Contains(part, message);
            }
        }
    }

    [TestMethod]
    public void Every_rule_has_a_planted_error()
    {
        string[] without = [.. BoardRules.All.Select(r => r.Name).Except(PlantedErrors.All.Select(e => e.Rule))];
        Assert.AreEqual("", string.Join(' ', without));
    }

    [TestMethod]
    public void Rules_have_names_of_their_own()
    {
        Assert.AreEqual(BoardRules.All.Count, BoardRules.All.Select(r => r.Name).Distinct().Count());
    }
}
