using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the members that prune the parameters of a class.</summary>
internal static class PruneEmitter
{
    private const string Pruner = "fusedOpt::Pruner";

    /// <summary>Writes the field that holds the pruner.</summary>
    public static void EmitField(SourceWriter writer, LoweredModel model, PruneModel prune)
    {
        writer.Line($"// The pruned elements of {DocumentationText.List(model.Pruned.Select(p => p.Field.Name))}");
        string count = FormattableString.Invariant($"{model.Pruned.Count}"), sparsity = Literals.Double(prune.Sparsity);
        string steps = FormattableString.Invariant($"begin: {prune.Begin}, end: {prune.End}, every: {prune.Every}");
        string arguments = $"{count}, sparsity: {sparsity}, {steps}, global::FusedOpt.PruneScope.{prune.Scope}";
        writer.Line($"private readonly {Pruner} {model.Pruner} = new({arguments});").Line();
    }

    /// <summary>Writes the property that tells the share of zeros.</summary>
    public static void EmitSparsity(SourceWriter writer, LoweredModel model)
    {
        string zeros = model.Names.Local("zeros"), elements = model.Names.Local("elements");
        string names = DocumentationText.List(model.Pruned.Select(p => p.Field.Name));
        writer.Line($"/// <summary>The share of zeros in {names}, as they are now; 0 where they have no elements.</summary>");
        JsonEmitter.EmitIgnored(writer, model);
        using (writer.Block(model.TypeMembers.Begin(writer, GeneratedMemberNames.Sparsity)))
        using (writer.Block("get"))
        {
            StepEmitter.EmitPreparedTraversal(writer, model);
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

    /// <summary>Writes the method that chooses the elements to prune, in the steps in which a choice is due.</summary>
    public static void EmitChoice(SourceWriter writer, LoweredModel model)
    {
        string step = model.Names.Local("step"), pruner = model.Pruner!;
        const string Threads = "one thread does, before any of them updates anything here";
        writer.Line($"/// <summary>Chooses the elements that are pruned from this step on, if it is due: {Threads}.</summary>");
        using (writer.Block($"private void {model.Names.ChoosePruned}(long {step})"))
        {
            writer.Line($"if (!{pruner}.IsDue({step}))");
            using (writer.Indent())
                writer.Line("return;");
            using (writer.Block($"lock ({pruner})"))
            using (writer.Block($"while ({pruner}.TryBeginPass({step}))"))
            {
                foreach (ModelParameter p in model.Pruned)
                {
                    void EmitLook(string index, string number) =>
                        writer.Line($"{pruner}.Look<{p.Keyword}>({step}, {p.Span(index)}, {number});");

                    EmitEach(writer, model, p, EmitLook);
                }
            }
        }

        writer.Line();
    }

    /// <summary>Writes the checks that arrays are as long as their masks.</summary>
    public static void EmitChecks(SourceWriter writer, LoweredModel model)
    {
        foreach (FieldParameter p in model.Pruned.OfType<FieldParameter>())
        {
            void EmitCheck(string index, string number) =>
                writer.Line($"{model.Pruner}.Check({CheckEmitter.Named(model, p, index)}, {p.Count(index)}, {number});");

            EmitEach(writer, model, p, EmitCheck);
        }
    }

    /// <summary>Writes code for each array of a parameter.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="p">The parameter.</param>
    /// <param name="body">Writes the code for one array, given the array's index and the number of its mask.</param>
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

    /// <summary>Returns the further arguments of a kernel with a mask: the mask, and the values at which states begin anew.</summary>
    public static string Arguments(LoweredModel model, ModelParameter p, Kernel kernel, string number) => string.Join(", ", kernel.Begun
        .Select(begun => p.States.First(s => s.Slot.Name == begun.Name))
        .Select(state => state.BeginsAtRate ? p.Begun(state, model.StepRate) : state.Initial ?? "0")
        .Prepend($"{model.Pruner}[{number}]"));
}
