using System.Runtime.CompilerServices;
using MsTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework;

/// <summary>
/// The attributes of nanoFramework.TestFramework 3 as MSTest's, so that a test written for the device runs on the host as
/// it stands.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TestClassAttribute : MsTest.TestClassAttribute;

[AttributeUsage(AttributeTargets.Method)]
public sealed class TestMethodAttribute([CallerFilePath] string callerFilePath = "", [CallerLineNumber] int callerLineNumber = -1)
    : MsTest.TestMethodAttribute(callerFilePath, callerLineNumber);
