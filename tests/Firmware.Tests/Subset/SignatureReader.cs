using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace SmartCity.Firmware.Tests.Subset;

/// <summary>Reads signatures and reports what the interpreter cannot do: generic instantiations and arrays of several dimensions.</summary>
internal sealed class SignatureReader(Action<string> report) : ISignatureTypeProvider<string, object?>
{
    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments)
    {
        string name = $"{genericType}<{string.Join(", ", typeArguments)}>";
        report($"generic instantiation {name}");
        return name;
    }

    public string GetArrayType(string elementType, ArrayShape shape)
    {
        report($"array of {shape.Rank} dimensions of {elementType}");
        return elementType + "[,]";
    }

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetFunctionPointerType(MethodSignature<string> signature)
    {
        report("function pointer");
        return "method";
    }

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetPointerType(string elementType)
    {
        report($"pointer to {elementType}");
        return elementType + "*";
    }

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Names.Of(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Names.Of(reader, handle);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
}
