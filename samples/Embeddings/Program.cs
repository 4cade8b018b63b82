using System;
using System.Diagnostics;
using EmbeddingsSample;
using Samples.Shared;

bool hasFailed = false;
int code = CommandLineProgram.Run(Options.Command, args, parsed =>
{
    Options options = Options.Read(parsed);
    Corpus corpus = Corpus.Load();
    Vocabulary words = corpus.Vocabulary;
    Console.WriteLine(
        $"{corpus.Length:N0} words in {corpus.Sentences.Count:N0} sentences, {words.Count:N0} different ones. Epochs: {options.Epochs}, "
            + $"seed: {options.Seed}.");

    var pairs = new Pairs(corpus, options.Seed);
    var model = new WordVectors(words.Count, pairs.StepsPerEpoch * options.Epochs, (long)options.Seed);
    var trainer = new Trainer(model, pairs);
    double bound = LeastLoss.WithoutTheWord(words);
    Console.WriteLine(
        $"Loss of a held-out pair: {trainer.HeldOutLoss():F3} at first; {bound:F3} is the least that a model can have which does not look "
            + "at the word.");

    long start = Stopwatch.GetTimestamp();
    for (int epoch = 1; epoch <= options.Epochs; epoch++)
    {
        double loss = trainer.Epoch();
        if (epoch % 2 == 0 || epoch == options.Epochs)
            Console.WriteLine($"epoch {epoch,3}: {loss:F3} in training, {trainer.HeldOutLoss():F3} held out");
    }

    Console.WriteLine(
        $"Training took {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s; the gradients of {trainer.Clipped} of {model.StepCount} "
            + "steps were clipped.");
    var neighbours = new Neighbours(model, words);
    neighbours.Write(Console.Out);
    int rank = neighbours.RankOf("columns", of: "rows");
    Console.WriteLine($"Of {words.Count - 1:N0} words, 'columns' is number {rank} in closeness to 'rows'.");
    hasFailed = trainer.HeldOutLoss() >= bound || rank > Neighbours.Close;
    if (hasFailed)
        Console.Error.WriteLine($"{Options.Command.Name}: it has not learnt what words have to do with each other.");
});
return code != 0 ? code : hasFailed ? 1 : 0;
