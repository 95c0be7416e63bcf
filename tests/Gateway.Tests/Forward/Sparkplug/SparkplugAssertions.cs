namespace SmartCity.Gateway.Tests.Forward.Sparkplug;

/// <summary>
/// Every assertion of the Sparkplug 3.0 specification by its id (specification of eclipse-sparkplug/sparkplug, chapters 1
/// to 6 and 10), with the test that shows it, or why it does not apply to this edge node.
/// </summary>
internal static class SparkplugAssertions
{
    public const string Table = """
        tck-id-intro-sparkplug-host-state none: about a host application
        tck-id-intro-group-id-string none: a matter of configuration, whose check refuses + / and #
        tck-id-intro-group-id-chars none: a matter of configuration, whose check refuses + / and #
        tck-id-intro-edge-node-id-string none: a matter of configuration, whose check refuses + / and #
        tck-id-intro-edge-node-id-chars none: a matter of configuration, whose check refuses + / and #
        tck-id-intro-device-id-string none: a matter of configuration, whose check refuses + / and #
        tck-id-intro-device-id-chars none: a matter of configuration, whose check refuses + / and #
        tck-id-intro-edge-node-id-uniqueness none: a matter of configuration, whose check refuses + / and #
        tck-id-principles-rbe-recommended none: report by exception is the node's: deadband and heartbeat
        tck-id-principles-birth-certificates-order An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-principles-persistence-clean-session-311 An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-principles-persistence-clean-session-50 An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-components-ph-state none: about a host application
        tck-id-topic-structure An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topic-structure-namespace-a An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topic-structure-namespace-valid-group-id none: a matter of configuration, whose check refuses + / and #
        tck-id-topic-structure-namespace-unique-edge-node-descriptor none: a matter of configuration, whose check refuses + / and #
        tck-id-topic-structure-namespace-valid-edge-node-id none: a matter of configuration, whose check refuses + / and #
        tck-id-topic-structure-namespace-valid-device-id none: a matter of configuration, whose check refuses + / and #
        tck-id-topic-structure-namespace-unique-device-id none: a matter of configuration, whose check refuses + / and #
        tck-id-topic-structure-namespace-duplicate-device-id-across-edge-node none: a matter of configuration, whose check refuses + / and #
        tck-id-topic-structure-namespace-device-id-associated-message-types An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topic-structure-namespace-device-id-non-associated-message-types An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-nbirth-topic An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-nbirth-mqtt An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-nbirth-seq-num An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-nbirth-timestamp An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-nbirth-metric-reqs An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-nbirth-metrics An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-nbirth-templates none: no templates are sent
        tck-id-topics-nbirth-bdseq-included A_node_birth_has_the_birth_sequence_and_the_rebirth_control
        tck-id-topics-nbirth-bdseq-matching Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-topics-nbirth-bdseq-increment Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-topics-nbirth-rebirth-metric A_node_birth_has_the_birth_sequence_and_the_rebirth_control
        tck-id-topics-ndata-topic none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-topics-ndata-mqtt none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-topics-ndata-seq-num none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-topics-ndata-timestamp none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-topics-ndata-payload none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-topics-ndeath-topic When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-topics-ndeath-payload When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-topics-ndeath-seq When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-topics-ncmd-topic none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-topics-ncmd-mqtt none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-topics-ncmd-timestamp none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-topics-ncmd-payload none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-topics-dbirth-topic An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-dbirth-mqtt An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-dbirth-seq An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-dbirth-timestamp An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-dbirth-metric-reqs Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-topics-dbirth-metrics Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-topics-ddata-topic An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-ddata-mqtt An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-ddata-seq-num An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-ddata-timestamp An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-ddata-payload An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-topics-ddeath-topic A_device_that_a_rule_finds_absent_dies_and_is_born_again
        tck-id-topics-ddeath-mqtt A_device_that_a_rule_finds_absent_dies_and_is_born_again
        tck-id-topics-ddeath-seq-num A_device_that_a_rule_finds_absent_dies_and_is_born_again
        tck-id-topics-dcmd-topic none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-topics-dcmd-mqtt none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-topics-dcmd-timestamp none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-topics-dcmd-payload none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-host-topic-phid-birth-message none: about a host application
        tck-id-host-topic-phid-birth-qos none: about a host application
        tck-id-host-topic-phid-birth-retain none: about a host application
        tck-id-host-topic-phid-birth-topic none: about a host application
        tck-id-host-topic-phid-birth-sub-required none: about a host application
        tck-id-host-topic-phid-birth-required none: about a host application
        tck-id-host-topic-phid-birth-payload none: about a host application
        tck-id-host-topic-phid-birth-payload-timestamp none: about a host application
        tck-id-host-topic-phid-death-qos none: about a host application
        tck-id-host-topic-phid-death-retain none: about a host application
        tck-id-host-topic-phid-death-topic none: about a host application
        tck-id-host-topic-phid-death-required none: about a host application
        tck-id-host-topic-phid-death-payload none: about a host application
        tck-id-host-topic-phid-death-payload-timestamp-connect none: about a host application
        tck-id-host-topic-phid-death-payload-connect none: about a host application
        tck-id-host-topic-phid-death-payload-timestamp-disconnect-clean none: about a host application
        tck-id-host-topic-phid-death-payload-disconnect-clean none: about a host application
        tck-id-host-topic-phid-death-payload-timestamp-disconnect-with-no-disconnect-packet none: about a host application
        tck-id-host-topic-phid-death-payload-disconnect-with-no-disconnect-packet none: about a host application
        tck-id-case-sensitivity-sparkplug-ids none: sites, nodes and channels are in lower case by the gateway's own rules
        tck-id-case-sensitivity-metric-names none: sites, nodes and channels are in lower case by the gateway's own rules
        tck-id-message-flow-phid-sparkplug-clean-session-311 none: about a host application
        tck-id-message-flow-phid-sparkplug-clean-session-50 none: about a host application
        tck-id-message-flow-phid-sparkplug-subscription none: about a host application
        tck-id-message-flow-phid-sparkplug-state-publish none: about a host application
        tck-id-message-flow-phid-sparkplug-state-publish-payload none: about a host application
        tck-id-message-flow-phid-sparkplug-state-publish-payload-timestamp none: about a host application
        tck-id-message-flow-hid-sparkplug-state-message-delivered none: about a host application
        tck-id-message-flow-edge-node-ncmd-subscribe A_rebirth_command_brings_all_births_with_the_last_values_and_the_same_birth_sequence
        tck-id-message-flow-edge-node-birth-publish-connect An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-edge-node-birth-publish-will-message When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-message-flow-edge-node-birth-publish-will-message-topic When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-message-flow-edge-node-birth-publish-will-message-payload When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-message-flow-edge-node-birth-publish-will-message-payload-bdSeq Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-message-flow-edge-node-birth-publish-will-message-qos When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-message-flow-edge-node-birth-publish-will-message-will-retained When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-message-flow-edge-node-birth-publish-phid-wait Without_its_primary_host_an_edge_node_is_not_born_and_with_it_it_is
        tck-id-message-flow-edge-node-birth-publish-phid-wait-id Without_its_primary_host_an_edge_node_is_not_born_and_with_it_it_is
        tck-id-message-flow-edge-node-birth-publish-phid-wait-online Without_its_primary_host_an_edge_node_is_not_born_and_with_it_it_is
        tck-id-message-flow-edge-node-birth-publish-phid-wait-timestamp A_host_state_counts_by_its_timestamp
        tck-id-message-flow-edge-node-birth-publish-nbirth-topic An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-edge-node-birth-publish-nbirth-payload An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-edge-node-birth-publish-nbirth-payload-bdSeq Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-message-flow-edge-node-birth-publish-nbirth-qos An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-edge-node-birth-publish-nbirth-retained An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-edge-node-birth-publish-nbirth-payload-seq An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-edge-node-birth-publish-phid-offline Without_its_primary_host_an_edge_node_is_not_born_and_with_it_it_is
        tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-operational-behavior-edge-node-intentional-disconnect-packet Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-operational-behavior-edge-node-termination-host-action-ndeath-node-offline none: about a host application
        tck-id-operational-behavior-edge-node-termination-host-action-ndeath-node-tags-stale none: about a host application
        tck-id-operational-behavior-edge-node-termination-host-action-ndeath-devices-offline none: about a host application
        tck-id-operational-behavior-edge-node-termination-host-action-ndeath-devices-tags-stale none: about a host application
        tck-id-operational-behavior-edge-node-termination-host-offline Without_its_primary_host_an_edge_node_is_not_born_and_with_it_it_is
        tck-id-operational-behavior-edge-node-termination-host-offline-reconnect Without_its_primary_host_an_edge_node_is_not_born_and_with_it_it_is
        tck-id-operational-behavior-edge-node-termination-host-offline-timestamp A_host_state_counts_by_its_timestamp
        tck-id-message-flow-device-dcmd-subscribe A_rebirth_command_brings_all_births_with_the_last_values_and_the_same_birth_sequence
        tck-id-message-flow-device-birth-publish-nbirth-wait An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-device-birth-publish-dbirth-topic An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-device-birth-publish-dbirth-match-edge-node-topic An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-device-birth-publish-dbirth-payload An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-device-birth-publish-dbirth-qos An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-device-birth-publish-dbirth-retained An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-message-flow-device-birth-publish-dbirth-payload-seq An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-operational-behavior-device-ddeath A_device_that_a_rule_finds_absent_dies_and_is_born_again
        tck-id-operational-behavior-edge-node-termination-host-action-ddeath-devices-offline none: about a host application
        tck-id-operational-behavior-edge-node-termination-host-action-ddeath-devices-tags-stale none: about a host application
        tck-id-operational-behavior-host-reordering-param none: about a host application
        tck-id-operational-behavior-host-reordering-start none: about a host application
        tck-id-operational-behavior-host-reordering-rebirth none: about a host application
        tck-id-operational-behavior-host-reordering-success none: about a host application
        tck-id-operational-behavior-primary-application-state-with-multiple-servers-state-subs none: one server is configured
        tck-id-operational-behavior-primary-application-state-with-multiple-servers-state none: one server is configured
        tck-id-operational-behavior-primary-application-state-with-multiple-servers-single-server none: one server is configured
        tck-id-operational-behavior-primary-application-state-with-multiple-servers-walk none: one server is configured
        tck-id-operational-behavior-edge-node-birth-sequence-wait Without_its_primary_host_an_edge_node_is_not_born_and_with_it_it_is
        tck-id-operational-behavior-host-application-host-id none: about a host application
        tck-id-operational-behavior-host-application-connect-will none: about a host application
        tck-id-operational-behavior-host-application-connect-will-topic none: about a host application
        tck-id-operational-behavior-host-application-connect-will-payload none: about a host application
        tck-id-operational-behavior-host-application-connect-will-qos none: about a host application
        tck-id-operational-behavior-host-application-connect-will-retained none: about a host application
        tck-id-operational-behavior-host-application-connect-birth none: about a host application
        tck-id-operational-behavior-host-application-connect-birth-topic none: about a host application
        tck-id-operational-behavior-host-application-connect-birth-payload none: about a host application
        tck-id-operational-behavior-host-application-connect-birth-qos none: about a host application
        tck-id-operational-behavior-host-application-connect-birth-retained none: about a host application
        tck-id-operational-behavior-host-application-multi-server-timestamp none: about a host application
        tck-id-operational-behavior-host-application-termination none: about a host application
        tck-id-operational-behavior-host-application-death-topic none: about a host application
        tck-id-operational-behavior-host-application-death-payload none: about a host application
        tck-id-operational-behavior-host-application-death-qos none: about a host application
        tck-id-operational-behavior-host-application-death-retained none: about a host application
        tck-id-operational-behavior-host-application-disconnect-intentional none: about a host application
        tck-id-operational-behavior-data-publish-nbirth An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-operational-behavior-data-publish-nbirth-values A_rebirth_command_brings_all_births_with_the_last_values_and_the_same_birth_sequence
        tck-id-operational-behavior-data-publish-nbirth-change A_new_metric_brings_the_device_to_the_world_again
        tck-id-operational-behavior-data-publish-nbirth-order An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-operational-behavior-data-publish-dbirth An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-operational-behavior-data-publish-dbirth-values A_rebirth_command_brings_all_births_with_the_last_values_and_the_same_birth_sequence
        tck-id-operational-behavior-data-publish-dbirth-change A_new_metric_brings_the_device_to_the_world_again
        tck-id-operational-behavior-data-publish-dbirth-order An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-operational-behavior-data-commands-rebirth-name A_node_birth_has_the_birth_sequence_and_the_rebirth_control
        tck-id-operational-behavior-data-commands-rebirth-name-aliases A_node_birth_has_the_birth_sequence_and_the_rebirth_control
        tck-id-operational-behavior-data-commands-rebirth-datatype A_node_birth_has_the_birth_sequence_and_the_rebirth_control
        tck-id-operational-behavior-data-commands-rebirth-value A_node_birth_has_the_birth_sequence_and_the_rebirth_control
        tck-id-operational-behavior-data-commands-ncmd-rebirth-verb none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-operational-behavior-data-commands-ncmd-rebirth-name none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-operational-behavior-data-commands-ncmd-rebirth-value none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-operational-behavior-data-commands-rebirth-action-1 A_rebirth_command_brings_all_births_with_the_last_values_and_the_same_birth_sequence
        tck-id-operational-behavior-data-commands-rebirth-action-2 A_rebirth_command_brings_all_births_with_the_last_values_and_the_same_birth_sequence
        tck-id-operational-behavior-data-commands-rebirth-action-3 A_rebirth_command_brings_all_births_with_the_last_values_and_the_same_birth_sequence
        tck-id-operational-behavior-data-commands-ncmd-verb none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-operational-behavior-data-commands-ncmd-metric-name none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-operational-behavior-data-commands-ncmd-metric-value none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-operational-behavior-data-commands-dcmd-verb none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-operational-behavior-data-commands-dcmd-metric-name none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-operational-behavior-data-commands-dcmd-metric-value none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-timestamp-in-UTC History_quality_and_missing_values_are_marked
        tck-id-payloads-sequence-num-always-included An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-sequence-num-req-nbirth An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-sequence-num-zero-nbirth An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-sequence-num-incrementing The_sequence_goes_from_255_to_0_and_leaves_none_out
        tck-id-payloads-name-requirement Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-alias-uniqueness Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-alias-birth-requirement Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-alias-data-cmd-requirement Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-name-birth-data-requirement Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-name-cmd-requirement Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-metric-timestamp-in-UTC History_quality_and_missing_values_are_marked
        tck-id-payloads-metric-datatype-value-type Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-metric-datatype-value Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-metric-datatype-req Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-metric-datatype-not-req Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices
        tck-id-payloads-propertyset-keys-array-size History_quality_and_missing_values_are_marked
        tck-id-payloads-propertyset-values-array-size History_quality_and_missing_values_are_marked
        tck-id-payloads-metric-propertyvalue-type-type History_quality_and_missing_values_are_marked
        tck-id-payloads-metric-propertyvalue-type-value History_quality_and_missing_values_are_marked
        tck-id-payloads-metric-propertyvalue-type-req History_quality_and_missing_values_are_marked
        tck-id-payloads-propertyset-quality-value-type History_quality_and_missing_values_are_marked
        tck-id-payloads-propertyset-quality-value-value History_quality_and_missing_values_are_marked
        tck-id-payloads-dataset-column-size none: no data sets are sent
        tck-id-payloads-dataset-column-num-headers none: no data sets are sent
        tck-id-payloads-dataset-types-def none: no data sets are sent
        tck-id-payloads-dataset-types-num none: no data sets are sent
        tck-id-payloads-dataset-types-type none: no data sets are sent
        tck-id-payloads-dataset-types-value none: no data sets are sent
        tck-id-payloads-dataset-parameter-type-req none: no data sets are sent
        tck-id-payloads-template-dataset-value none: no data sets are sent
        tck-id-payloads-template-definition-nbirth-only none: no templates are sent
        tck-id-payloads-template-definition-is-definition none: no templates are sent
        tck-id-payloads-template-definition-ref none: no templates are sent
        tck-id-payloads-template-definition-members none: no templates are sent
        tck-id-payloads-template-definition-nbirth none: no templates are sent
        tck-id-payloads-template-definition-parameters none: no templates are sent
        tck-id-payloads-template-definition-parameters-default none: no templates are sent
        tck-id-payloads-template-instance-is-definition none: no templates are sent
        tck-id-payloads-template-instance-ref none: no templates are sent
        tck-id-payloads-template-instance-members none: no templates are sent
        tck-id-payloads-template-instance-members-birth none: no templates are sent
        tck-id-payloads-template-instance-members-data none: no templates are sent
        tck-id-payloads-template-instance-parameters none: no templates are sent
        tck-id-payloads-template-version none: no templates are sent
        tck-id-payloads-template-ref-definition none: no templates are sent
        tck-id-payloads-template-ref-instance none: no templates are sent
        tck-id-payloads-template-is-definition none: no templates are sent
        tck-id-payloads-template-is-definition-definition none: no templates are sent
        tck-id-payloads-template-is-definition-instance none: no templates are sent
        tck-id-payloads-template-parameter-name-required none: no templates are sent
        tck-id-payloads-template-parameter-name-type none: no templates are sent
        tck-id-payloads-template-parameter-value-type none: no templates are sent
        tck-id-payloads-template-parameter-type-value none: no templates are sent
        tck-id-payloads-template-parameter-type-req none: no templates are sent
        tck-id-payloads-template-parameter-value none: no templates are sent
        tck-id-payloads-nbirth-timestamp An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-nbirth-edge-node-descriptor none: a matter of configuration, whose check refuses + / and #
        tck-id-payloads-nbirth-seq An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-nbirth-bdseq A_node_birth_has_the_birth_sequence_and_the_rebirth_control
        tck-id-payloads-nbirth-bdseq-repeat Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-payloads-nbirth-rebirth-req A_node_birth_has_the_birth_sequence_and_the_rebirth_control
        tck-id-payloads-nbirth-qos An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-nbirth-retain An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-dbirth-timestamp An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-dbirth-seq An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-dbirth-seq-inc The_sequence_goes_from_255_to_0_and_leaves_none_out
        tck-id-payloads-dbirth-order An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-dbirth-qos An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-dbirth-retain An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-ndata-timestamp none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-payloads-ndata-seq none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-payloads-ndata-seq-inc The_sequence_goes_from_255_to_0_and_leaves_none_out
        tck-id-payloads-ndata-order none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-payloads-ndata-qos none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-payloads-ndata-retain none: an edge node has no metrics of its own but its controls, and sends no NDATA
        tck-id-payloads-ddata-timestamp An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-ddata-seq An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-ddata-seq-inc The_sequence_goes_from_255_to_0_and_leaves_none_out
        tck-id-payloads-ddata-order An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-ddata-qos An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-ddata-retain An_edge_node_is_born_before_its_devices_and_they_before_their_data
        tck-id-payloads-ncmd-timestamp none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-ncmd-seq none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-ncmd-qos none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-ncmd-retain none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-dcmd-timestamp none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-dcmd-seq none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-dcmd-qos none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-dcmd-retain none: commands are a host's to send; the one that is understood is shown by A_rebirth_command
        tck-id-payloads-ndeath-seq When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-payloads-ndeath-will-message When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-payloads-ndeath-will-message-qos When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-payloads-ndeath-will-message-retain When_the_connection_breaks_the_server_says_the_death_as_will
        tck-id-payloads-ndeath-bdseq Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-payloads-ndeath-will-message-publisher Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-payloads-ndeath-will-message-publisher-disconnect-mqtt311 Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-payloads-ndeath-will-message-publisher-disconnect-mqtt50 Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts
        tck-id-payloads-ddeath-timestamp A_device_that_a_rule_finds_absent_dies_and_is_born_again
        tck-id-payloads-ddeath-seq A_device_that_a_rule_finds_absent_dies_and_is_born_again
        tck-id-payloads-ddeath-seq-inc A_device_that_a_rule_finds_absent_dies_and_is_born_again
        tck-id-payloads-ddeath-seq-number A_device_that_a_rule_finds_absent_dies_and_is_born_again
        tck-id-payloads-state-will-message none: about a host application
        tck-id-payloads-state-will-message-qos none: about a host application
        tck-id-payloads-state-will-message-retain none: about a host application
        tck-id-payloads-state-will-message-payload none: about a host application
        tck-id-payloads-state-subscribe none: about a host application
        tck-id-payloads-state-birth none: about a host application
        tck-id-payloads-state-birth-payload none: about a host application
        tck-id-conformance-primary-host none: about a host application
        tck-id-conformance-mqtt-qos0 none: the MQTT server is the city's
        tck-id-conformance-mqtt-qos1 none: the MQTT server is the city's
        tck-id-conformance-mqtt-will-messages none: the MQTT server is the city's
        tck-id-conformance-mqtt-retained none: the MQTT server is the city's
        tck-id-conformance-mqtt-aware-basic none: the MQTT server is the city's
        tck-id-conformance-mqtt-aware-store none: the MQTT server is the city's
        tck-id-conformance-mqtt-aware-nbirth-mqtt-topic none: the MQTT server is the city's
        tck-id-conformance-mqtt-aware-nbirth-mqtt-retain none: the MQTT server is the city's
        tck-id-conformance-mqtt-aware-dbirth-mqtt-topic none: the MQTT server is the city's
        tck-id-conformance-mqtt-aware-dbirth-mqtt-retain none: the MQTT server is the city's
        tck-id-conformance-mqtt-aware-ndeath-timestamp none: the MQTT server is the city's
        """;
}
