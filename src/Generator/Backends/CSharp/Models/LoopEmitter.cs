using System;
using System.Collections.Generic;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes loops over the arrays of a jagged array; code for any other parameter stands once, without a loop.</summary>
internal static class LoopEmitter
{
    /// <summary>Writes the loops and their body.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="p">The parameter.</param>
    /// <param name="body">Writes the code for one array, given the array's index: <c>[i]</c>.</param>
    /// <param name="each">Writes the code for an array of arrays, given its index.</param>
    /// <param name="value">The expression that holds the arrays; null for the parameter.</param>
    public static void Emit(SourceWriter writer, ModelParameter p, Action<string> body, Action<string>? each = null, string? value = null)
    {
        var open = new Stack<IDisposable>();
        var field = p as FieldParameter;
        string index = "";
        foreach (string i in field?.Indices ?? [])
        {
            each?.Invoke(index);
            open.Push(writer.Block($"for (int {i} = 0; {i} < {(value is null ? field!.Value(index) : value + index)}.Length; {i}++)"));
            index += $"[{i}]";
        }

        body(index);
        while (open.Count > 0)
            open.Pop().Dispose();
    }
}
