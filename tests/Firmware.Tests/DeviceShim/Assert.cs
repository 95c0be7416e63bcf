using MsTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework;

/// <summary>The asserts of nanoFramework.TestFramework 3 that the tests use, with its signatures, over MSTest's.</summary>
public static class Assert
{
    public static void IsTrue(bool condition, string message = "") => MsTest.Assert.IsTrue(condition, message);

    public static void IsFalse(bool condition, string message = "") => MsTest.Assert.IsFalse(condition, message);

    public static void IsNull(object? value, string message = "") => MsTest.Assert.IsNull(value, message);

    public static void IsNotNull(object? value, string message = "") => MsTest.Assert.IsNotNull(value, message);

    public static void AreEqual(bool expected, bool actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

    public static void AreEqual(int expected, int actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

    public static void AreEqual(uint expected, uint actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

    public static void AreEqual(long expected, long actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

    public static void AreEqual(double expected, double actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

    public static void AreEqual(string? expected, string? actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

    public static void Contains(string expected, string value, string message = "") =>
        MsTest.Assert.Contains(expected, value, message);

    public static void DoesNotContains(string notExpected, string value, string message = "") =>
        MsTest.Assert.DoesNotContain(notExpected, value, message);

    public static void StartsWith(string expected, string value, string message = "") =>
        MsTest.Assert.StartsWith(expected, value, message);
}
