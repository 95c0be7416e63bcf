using System.Reflection;
using System.Reflection.Emit;

namespace SmartCity.Firmware.Tests.Subset;

/// <summary>Assemblies made on the spot, each with one thing the device cannot run.</summary>
internal static class Planted
{
    /// <summary>A class with a field of that type.</summary>
    public static Stream Field(Type type) => Build("Planted", [], planted => planted.DefineField("field", type, FieldAttributes.Private));

    /// <summary>A class that implements the interface, under that name.</summary>
    public static Stream Implements(Type contract, string name) => Build(name, [contract], _ => { });

    public static Stream GenericType() => Build("Planted", [], planted => planted.DefineGenericParameters("T"));

    public static Stream GenericMethod() => Build("Planted", [], planted =>
    {
        MethodBuilder method = Method(planted);
        method.DefineGenericParameters("T");
        method.GetILGenerator().Emit(OpCodes.Ret);
    });

    /// <summary>A method that calls the target, without arguments that would make sense.</summary>
    public static Stream Call(MethodBase target) => Build("Planted", [], planted =>
    {
        ILGenerator code = Method(planted).GetILGenerator();
        if (target is ConstructorInfo constructor) code.Emit(OpCodes.Newobj, constructor);
        else code.Emit(OpCodes.Call, (MethodInfo)target);
        code.Emit(OpCodes.Pop);
        code.Emit(OpCodes.Ret);
    });

    private static MethodBuilder Method(TypeBuilder type) =>
        type.DefineMethod("Work", MethodAttributes.Static | MethodAttributes.Public, typeof(void), []);

    private static MemoryStream Build(string name, Type[] contracts, Action<TypeBuilder> plant)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Planted"), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule("Planted").DefineType(name, TypeAttributes.Class | TypeAttributes.Abstract, typeof(object), contracts);
        plant(type);
        type.CreateType();
        var stream = new MemoryStream();
        assembly.Save(stream);
        stream.Position = 0;
        return stream;
    }
}
