package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.common.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/// Transactions that nobody ends: readers of committed records stop before the first of them.
record Transactions(Admin admin, KafkaSettings kafka, Duration longest) {
  List<Finding> look() throws ExecutionException, InterruptedException {
    var options =
        new ListTransactionsOptions()
            .filterStates(Set.of(TransactionState.ONGOING))
            .filterOnDuration(longest.toMillis());
    List<Finding> findings =
        admin.listTransactions(options).all().get().stream().<Finding>map(this::open).toList();
    if (findings.isEmpty()) return List.of(new Right("no transaction is open for long"));
    return findings;
  }

  private Finding open(TransactionListing transaction) {
    return new Doubtful(
        "transaction %s is open for longer than %d s: readers stop before it"
            .formatted(transaction.transactionalId(), longest.toSeconds()),
        "end the process that opened it; else "
            + KafkaCheckup.tool(kafka, "kafka-transactions.sh", "find-hanging")
            + " and `abort`");
  }
}
