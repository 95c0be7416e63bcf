using System.Collections;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Subset;

[TestClass]
public sealed class NanoSubsetTests
{
    private static readonly string Repository = FindRepository();
    private static readonly ApiListing? Listing = ApiListing.Find(Repository);

    [TestMethod]
    [DataRow(typeof(WireLimits))]
    [DataRow(typeof(NodeApp))]
    public void The_sources_the_device_compiles_keep_to_what_it_can_run(Type inAssembly)
    {
        using FileStream image = File.OpenRead(inAssembly.Assembly.Location);
        Assert.AreEqual("", string.Join('\n', NanoSubset.Violations(image, Listing, "SmartCity.Wire")));
    }

    [TestMethod]
    public void The_device_builds_keep_to_it_where_they_are_built()
    {
        string firmware = Path.Combine(Repository, "firmware");
        foreach (string project in new[] { "Node.Esp32", "Node.Esp32.Tests" })
        {
            string output = Path.Combine(firmware, project, "bin");
            if (!Directory.Exists(output)) continue;
            foreach (string file in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories))
            {
                if (Path.GetFileName(file) is not ("SmartCity.Node.Esp32.exe" or "NFUnitTest.dll")) continue;
                using FileStream image = File.OpenRead(file);
                Assert.AreEqual("", string.Join('\n', NanoSubset.Violations(image, Listing)), file);
            }
        }
    }

    [TestMethod]
    public void A_planted_list_of_int_is_found()
    {
        Finds("generic instantiation System.Collections.Generic.List`1<Int32>", Planted.Call(typeof(List<int>).GetConstructor([])!));
        Finds("generic instantiation System.Collections.Generic.List`1<Int32>", Planted.Field(typeof(List<int>)));
    }

    [TestMethod]
    public void Everything_else_that_crashes_the_device_is_found_when_planted()
    {
        Finds("generic type Planted", Planted.GenericType());
        Finds("generic method Planted.Work", Planted.GenericMethod());
        Finds("type System.Action", Planted.Field(typeof(Action)));
        Finds("type System.Func`1", Planted.Field(typeof(Func<int>)));
        Finds("type System.ValueTuple", Planted.Field(typeof(ValueTuple)));
        Finds("type System.Nullable`1", Planted.Field(typeof(int?)));
        Finds("array of 2 dimensions of Int32", Planted.Field(typeof(int[,])));
        Finds("iterator <Walk>d__0", Planted.Implements(typeof(IEnumerator), "<Walk>d__0"));
        Finds("async method <Work>d__1", Planted.Implements(typeof(IAsyncStateMachine), "<Work>d__1"));
        Finds("generic method instantiation", Planted.Call(typeof(Array).GetMethod("Empty")!.MakeGenericMethod(typeof(int))));
    }

    [TestMethod]
    public void A_type_or_member_the_device_lacks_is_found_when_planted()
    {
        if (Listing == null) Assert.Inconclusive("no listing of the nanoFramework libraries beside the repository");
        Finds("type System.Numerics.BigInteger is not on the device", Planted.Field(typeof(System.Numerics.BigInteger)));
        Finds("member System.Math.BigMul with 2 parameters is not on the device", Planted.Call(typeof(Math).GetMethod("BigMul", [typeof(int), typeof(int)])!));
        Assert.IsEmpty(NanoSubset.Violations(Planted.Call(typeof(ArrayList).GetConstructor([])!), Listing));
    }

    private static void Finds(string violation, Stream image) =>
        Assert.Contains(violation, NanoSubset.Violations(image, Listing));

    private static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "SmartCity.Edge.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("SmartCity.Edge.sln is in no folder above the tests");
    }
}
