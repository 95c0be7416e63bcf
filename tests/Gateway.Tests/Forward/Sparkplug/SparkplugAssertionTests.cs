namespace SmartCity.Gateway.Tests.Forward.Sparkplug;

[TestClass]
public sealed class SparkplugAssertionTests
{
    [TestMethod]
    public void Every_assertion_is_shown_by_a_test_that_exists_or_says_why_not()
    {
        var tests = typeof(SparkplugSinkTests).GetMethods().Where(method => method.IsDefined(typeof(TestMethodAttribute), inherit: false)).Select(method => method.Name).ToHashSet();
        var lines = SparkplugAssertions.Table.Split('\n');
        Assert.IsGreaterThanOrEqualTo(303, lines.Length);
        Assert.HasCount(lines.Length, lines.Select(line => line.Split(' ')[0]).Distinct());
        foreach (var line in lines)
        {
            var (id, shown) = (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]);
            Assert.StartsWith("tck-id-", id);
            Assert.IsTrue(shown.StartsWith("none: ", StringComparison.Ordinal) || tests.Contains(shown), line);
        }

        foreach (var test in tests) Assert.Contains(test, SparkplugAssertions.Table);
    }
}
