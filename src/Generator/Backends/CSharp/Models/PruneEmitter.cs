using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what prunes the parameters of a class.</summary>
internal static class PruneEmitter
{
    private const string Pruner = "fusedOpt::Pruner";

    /// <summary>The field that holds what is pruned.</summary>
    public static void EmitField(SourceWriter writer, LoweredModel model, PruneModel prune)
    {
        writer.Line($"// What is pruned of {DocumentationText.List(model.Pruned.Select(p => p.Field.Name))}");
        writer.Line(FormattableString.Invariant($"private readonly {Pruner} {model.Pruner} = new({model.Pruned.Count}, sparsity: {Literals.Double(prune.Sparsity)}, begin: {prune.Begin}, end: {prune.End}, every: {prune.Every}, global::FusedOpt.PruneScope.{prune.Scope});")).Line();
    }

    /// <summary>What the user sees of it.</summary>
    public static void EmitSparsity(SourceWriter writer, LoweredModel model)
    {
        string zeros = model.Names.Local("zeros"), elements = model.Names.Local("elements");
        writer.Line($"/// <summary>The share of zeros in {DocumentationText.List(model.Pruned.Select(p => p.Field.Name))}, as they are now; 0 where they have no elements.</summary>");
        JsonEmitter.EmitIgnored(writer, model);
        using (writer.Block(model.TypeMembers.Head(GeneratedMemberNames.Sparsity)))
        using (writer.Block("get"))
        {
            StepEmitter.EmitWalk(writer, model);
            writer.Line($"long {zeros} = 0, {elements} = 0;");
            foreach (ModelParameter p in model.Pruned)
            {
                LoopEmitter.Emit(writer, p, index =>
                {
                    writer.Line($"{zeros} += {Pruner}.Zeros<{p.Keyword}>({p.Span(index)});");
                    writer.Line($"{elements} += {p.Count(index)};");
                });
            }

            writer.Line($"return {elements} == 0 ? 0 : (double){zeros} / {elements};");
        }

        writer.Line();
    }

    /// <summary>What chooses the parameters that are pruned, where it is time.</summary>
    public static void EmitChoice(SourceWriter writer, LoweredModel model)
    {
        string step = model.Names.Local("step"), pruner = model.Pruner!;
        writer.Line("/// <summary>Chooses what is pruned from this step on, where it is due: one thread does, before any of them updates anything here.</summary>");
        using (writer.Block($"private void {model.Names.ChoosePruned}(long {step})"))
        {
            writer.Line($"if (!{pruner}.IsDue({step}))");
            using (writer.Indent())
                writer.Line("return;");
            using (writer.Block($"lock ({pruner})"))
            using (writer.Block($"while ({pruner}.TryBeginPass({step}))"))
            {
                foreach (ModelParameter p in model.Pruned)
                    EmitEach(writer, model, p, (index, number) => writer.Line($"{pruner}.Look<{p.Keyword}>({step}, {p.Span(index)}, {number});"));
            }
        }

        writer.Line();
    }

    /// <summary>What demands that arrays stay as long as they were when they were pruned.</summary>
    public static void EmitChecks(SourceWriter writer, LoweredModel model)
    {
        foreach (FieldParameter p in model.Pruned.OfType<FieldParameter>())
            EmitEach(writer, model, p, (index, number) => writer.Line($"{model.Pruner}.Check({CheckEmitter.Named(model, p, index)}, {p.Count(index)}, {number});"));
    }

    /// <summary>Writes what is to be done for each array of a parameter, given its index and the number by which its mask is known.</summary>
    public static void EmitEach(SourceWriter writer, LoweredModel model, ModelParameter p, Action<string, string> body)
    {
        string number = Literals.Decimal(model.MaskOf(p));
        if (p is FieldParameter { Indices.Count: > 0 })
        {
            string array = model.Names.Local(Identifiers.Camel(p.Field.Name) + "Array");
            writer.Line($"int {array} = 0;");
            LoopEmitter.Emit(writer, p, index => body(index, $"{number}, {array}++"));
        }
        else
        {
            body("", number);
        }
    }

    /// <summary>What a kernel takes besides: the mask, and the values at which states begin anew.</summary>
    public static string Arguments(LoweredModel model, ModelParameter p, Kernel kernel, string number) => string.Join(", ", kernel.Begun
        .Select(begun => p.States.First(s => s.Slot.Name == begun.Name))
        .Select(state => state.BeginsAtRate ? p.Begun(state, model.StepRate) : state.Initial ?? "0")
        .Prepend($"{model.Pruner}[{number}]"));
}
