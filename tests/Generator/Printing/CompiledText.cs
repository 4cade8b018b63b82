using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using FusedOpt.Generator.Tests.Infrastructure;
using FusedOpt.Lanes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Generator.Tests.Printing;

/// <summary>Expressions as the C# compiler reads them, all in one assembly.</summary>
internal sealed class CompiledText
{
    // What a method holds: long ones take the JIT more than their share.
    private const int Each = 200;

    private static readonly string[] Kinds = ["e", "d", "n", "b", "v", "m"];

    private readonly MethodInfo[] _methods;
    private readonly int _count;

    private CompiledText(MethodInfo[] methods, int count) => (_methods, _count) = (methods, count);

    /// <summary>Compiles expressions over numbers, or over lanes.</summary>
    /// <param name="texts">The expressions.</param>
    /// <param name="keyword">The type of the elements.</param>
    /// <param name="isLane">Whether they are over lanes.</param>
    public static CompiledText Of(IReadOnlyList<string> texts, string keyword, bool isLane)
    {
        string type = isLane ? "TLane" : keyword;
        var source = new StringBuilder("using System; using FusedOpt; using FusedOpt.Lanes;\npublic static class Printed\n{\n");
        source.AppendLine("static long Of(double x) => BitConverter.DoubleToInt64Bits(double.IsNaN(x) ? double.NaN : x);");
        source.Append(FormattableString.Invariant($"static long Of<TLane>(TLane x) where TLane : struct, ILane<TLane, {keyword}> {{ var a = new {keyword}[16]; x.Store(ref a[0], 0); return Of((double)a[0]); }}\n"));
        for (int start = 0; start < texts.Count; start += Each)
        {
            string parameters = string.Join(", ", Kinds.SelectMany(kind => Enumerable.Range(0, Shapes.Inputs).Select(i =>
                $"{(kind switch { "e" => keyword, "d" => "double", "n" => "long", "b" => "bool", "m" when !isLane => "bool", _ => type })} {kind}{i}")));
            source.Append(isLane
                ? FormattableString.Invariant($"public static void M{start}<TLane>({parameters}, long[] r) where TLane : struct, ILane<TLane, {keyword}>\n{{\n")
                : FormattableString.Invariant($"public static void M{start}({parameters}, long[] r)\n{{\n"));
            for (int i = start; i < Math.Min(start + Each, texts.Count); i++)
                source.Append(FormattableString.Invariant($"r[{i}] = Of({texts[i]});\n"));
            source.AppendLine("}");
        }

        CSharpCompilation compilation = Testbed.Compile(source + "}", options: new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10).Select(d => d + " in " + d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line])));
        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
        return new([.. assembly.GetType("Printed")!.GetMethods().Where(m => m.Name[0] == 'M' && m.DeclaringType!.Name == "Printed")], texts.Count);
    }

    /// <summary>What the expressions come to: the bits of each as a double.</summary>
    public long[] Run(Inputs inputs, Type? lane)
    {
        long[] results = new long[_count];
        bool isSingle = lane is null ? _methods.Length > 0 && _methods[0].GetParameters()[0].ParameterType == typeof(float) : lane.GetGenericArguments()[0] == typeof(float);
        object Element(double x) => isSingle ? (object)(float)x : x;
        object Lane(object x) => lane is null ? x : lane.GetMethod(nameof(Lane1<float>.Create), [x.GetType()])!.Invoke(null, [x])!;
        object Mask(int i)
        {
            (object left, object right) = (Element(inputs.Elements[i]), Element(inputs.Elements[(i + 1) % Shapes.Inputs]));
            return lane is null
                ? Convert.ToDouble(left, null) < Convert.ToDouble(right, null)
                : lane.GetMethod("op_LessThan", [lane, lane])!.Invoke(null, [Lane(left), Lane(right)])!;
        }

        object[] arguments =
        [
            .. inputs.Doubles.Select(Element), .. inputs.Doubles.Cast<object>(), .. inputs.Longs.Cast<object>(), .. inputs.Truths.Cast<object>(),
            .. inputs.Elements.Select(x => Lane(Element(x))), .. Enumerable.Range(0, Shapes.Inputs).Select(Mask), results,
        ];
        foreach (MethodInfo method in _methods)
            (lane is null ? method : method.MakeGenericMethod(lane)).Invoke(null, arguments);
        return results;
    }
}
