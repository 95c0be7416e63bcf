using System.Reflection;
using System.Runtime.CompilerServices;

namespace SmartCity.Firmware.Tests.Wire;

/// <summary>
/// What one object holds on to, counted by walking its fields: unlike the heap's size it is the same whatever else the
/// process does.
/// </summary>
internal static class ObjectGraph
{
    private const int ObjectHeader = 16;

    /// <summary>Bytes of everything reachable from <paramref name="root"/>: a header and a word for each field of each object, and the elements of arrays and strings.</summary>
    public static long Bytes(object root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object> open = new();
        open.Push(root);
        long bytes = 0;
        while (open.TryPop(out object? item))
        {
            if (!item.GetType().IsValueType && !seen.Add(item)) continue;
            bytes += ObjectHeader + item switch
            {
                string text => text.Length * sizeof(char),
                Array array => Elements(array, open),
                Pointer or Type or Delegate or MemberInfo => 0,
                _ => Fields(item, open),
            };
        }

        return bytes;
    }

    private static long Elements(Array array, Stack<object> open)
    {
        Type element = array.GetType().GetElementType()!;
        if (element.IsPrimitive) return Buffer.ByteLength(array);
        foreach (object? item in array)
        {
            if (item is not null) open.Push(item);
        }

        return (long)array.Length * Unsafe.SizeOf<nint>();
    }

    private static long Fields(object item, Stack<object> open)
    {
        long bytes = 0;
        for (Type? type = item.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                bytes += Unsafe.SizeOf<nint>();
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer && field.GetValue(item) is { } value) open.Push(value);
            }
        }

        return bytes;
    }
}
