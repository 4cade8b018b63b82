using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Generator.Tests.Printing;

/// <summary>Expressions as the C# compiler reads them, all in one assembly.</summary>
internal sealed class CompiledText
{
    // The number of expressions in a method: long methods take the JIT more than their share.
    private const int Each = 200;

    private static readonly string[] Kinds = ["e", "d", "n", "b", "v", "m"];

    private readonly MethodInfo[] _methods;
    private readonly int _count;

    private CompiledText(MethodInfo[] methods, int count) => (_methods, _count) = (methods, count);

    /// <summary>Compiles expressions over numbers, or over vectors.</summary>
    /// <param name="texts">The expressions.</param>
    /// <param name="keyword">The type of the elements.</param>
    /// <param name="isVector">True if the expressions are over vectors.</param>
    public static CompiledText Of(IReadOnlyList<string> texts, string keyword, bool isVector)
    {
        string type = isVector ? "TVector" : keyword;
        var source = new StringBuilder("using System; using FusedOpt; using FusedOpt.CompilerServices;\npublic static class Printed\n{\n");
        source.AppendLine("static long Of(double x) => BitConverter.DoubleToInt64Bits(double.IsNaN(x) ? double.NaN : x);");
        source.Append(
            string.Create(
                CultureInfo.InvariantCulture,
                $"static long Of<TVector>(TVector x) where TVector : struct, ISimdVector<TVector, {keyword}> {{ var a = new "
                    + $"{keyword}[16]; x.Store(ref a[0], 0); return Of((double)a[0]); }}\n"));
        for (int start = 0; start < texts.Count; start += Each)
        {
            string parameters = string.Join(", ", Kinds.SelectMany(kind => Enumerable.Range(0, Shapes.Inputs).Select(i =>
                $"{(kind switch { "e" => keyword, "d" => "double", "n" => "long", "b" => "bool", "m" when !isVector => "bool", _ => type })} {kind}{i}")));
            source.Append(isVector
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"public static void M{start}<TVector>({parameters}, long[] r) where TVector : struct, ISimdVector<TVector, "
                        + $"{keyword}>\n{{\n")
                : FormattableString.Invariant($"public static void M{start}({parameters}, long[] r)\n{{\n"));
            for (int i = start; i < Math.Min(start + Each, texts.Count); i++)
                source.Append(FormattableString.Invariant($"r[{i}] = Of({texts[i]});\n"));
            source.AppendLine("}");
        }

        CSharpCompilation compilation = Testbed.Compile(
            source + "}", options: new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException(
                string.Join(
                    '\n',
                    result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
                        .Take(10)
                        .Select(
                            d => d + " in " + d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line])));
        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
        return new(
            [.. assembly.GetType("Printed")!.GetMethods().Where(m => m.Name[0] == 'M' && m.DeclaringType!.Name == "Printed")], texts.Count);
    }

    /// <summary>Returns the values of the expressions: the bits of each as a double.</summary>
    public long[] Run(Inputs inputs, Type? vector)
    {
        long[] results = new long[_count];
        bool isSingle = vector is null
            ? _methods.Length > 0 && _methods[0].GetParameters()[0].ParameterType == typeof(float)
            : vector.GetGenericArguments()[0] == typeof(float);
        object Element(double x) => isSingle ? (object)(float)x : x;
        object Vector(object x) =>
            vector is null ? x : vector.GetMethod(nameof(SimdScalar<float>.Create), [x.GetType()])!.Invoke(null, [x])!;
        object Mask(int i)
        {
            (object left, object right) = (Element(inputs.Elements[i]), Element(inputs.Elements[(i + 1) % Shapes.Inputs]));
            return vector is null
                ? Convert.ToDouble(left, null) < Convert.ToDouble(right, null)
                : vector.GetMethod("op_LessThan", [vector, vector])!.Invoke(null, [Vector(left), Vector(right)])!;
        }

        object[] arguments =
        [
            .. inputs.Doubles.Select(Element), .. inputs.Doubles.Cast<object>(), .. inputs.Longs.Cast<object>(),
            .. inputs.Truths.Cast<object>(),
            .. inputs.Elements.Select(x => Vector(Element(x))), .. Enumerable.Range(0, Shapes.Inputs).Select(Mask), results,
        ];
        foreach (MethodInfo method in _methods)
            (vector is null ? method : method.MakeGenericMethod(vector)).Invoke(null, arguments);
        return results;
    }
}
